// The changes of all devices that a run is asked for: how an admin orders one, and what is true of a device when it is done.

import type { Host, Row } from "../harness/host";
import type { Page } from "../harness/page";
import { PROFILES } from "../harness/seeded";
import type { Chance } from "./chance";

/** A device as far as a run may change it. */
export interface Standing {
  /** The assigned profile; `null` for none. */
  profile: string | null;
  username: string;
  login: boolean;
  agent: boolean;
}

/** One order. */
export interface Order {
  name: string;
  /** Whether it changes enrollments too. */
  hasSaves: boolean;
  /** The state that it wants a device to have. */
  wished(before: Standing): Standing;
  /** Orders it for all devices of the list. Returns how many the page says will change. */
  place(page: Page, devices: number): Promise<number>;
}

/** The devices of the tenant, by serial number. */
export async function standings(host: Host): Promise<Map<string, Standing>> {
  const rows = await host.sql(
    `SELECT SERIAL, D.STATUS AS STATUS, UUID, USERNAME, NEED_BASIC_AUTH, IS_AGENT_REQUIRED FROM IOS_PRE_ENROLLED_DEVICE D
     LEFT JOIN IOS_DEP_PROFILE P ON P.ID = DEP_PROFILE_ID WHERE D.TENANT_DOMAIN = 'carbon.super'`,
  );
  return new Map(rows.map((row) => [String(row["SERIAL"]), standing(row)]));
}

function standing(row: Row): Standing {
  const isAssigned = row["STATUS"] !== "Empty" && row["STATUS"] !== "Removed";
  return {
    profile: isAssigned && row["UUID"] !== null ? String(row["UUID"]) : null,
    username: String(row["USERNAME"] ?? ""),
    login: row["NEED_BASIC_AUTH"] === 1,
    agent: row["IS_AGENT_REQUIRED"] === 1,
  };
}

/** One of the orders. */
export function order(chance: Chance): Order {
  const profile = chance.one([PROFILES.staff, PROFILES.shop, PROFILES.loaner]);
  const assign: Order = {
    name: `assign ${profile.name}`,
    hasSaves: false,
    wished: (before) => ({ ...before, profile: profile.uuid }),
    place: (page, devices) => place(page, devices, "Assign device", /^Assign .* devices$/, profile),
  };
  const remove: Order = {
    name: "remove assignments",
    hasSaves: false,
    wished: (before) => ({ ...before, profile: null }),
    place: (page, devices) => place(page, devices, "Remove assignment", /^Remove .* assignments$/),
  };
  const both: Order = {
    name: `assign ${profile.name}, with a login`,
    hasSaves: true,
    wished: (before) => ({ ...before, profile: profile.uuid, username: "", login: true }),
    place: (page, devices) =>
      place(page, devices, "Assign device", /^Assign .* devices$/, profile, true),
  };
  return chance.one([assign, assign, assign, remove, both]);
}

async function place(
  page: Page,
  devices: number,
  action: string,
  yes: RegExp,
  profile?: { name: string },
  withLogin = false,
): Promise<number> {
  const all = devices.toLocaleString("en");
  await page.checkbox("Select all on this page").click();
  const bar = page.get("group", "Selected devices");
  await bar.button(`Select all ${all}`).click();
  await bar.expectText(`${all} devices selected`);
  await bar.button(`${action} …`).click();
  const dialog = page.dialog(`${action}: ${all} devices`);
  if (profile) await dialog.field("Profile").fill(profile.name);
  if (withLogin) await dialog.get("group", "Who uses them").button("Login required").click();
  const button = dialog.button(yes);
  const count = Number((await button.text()).replace(/\D/g, ""));
  await button.click();
  await dialog.expectGone();
  return count;
}
