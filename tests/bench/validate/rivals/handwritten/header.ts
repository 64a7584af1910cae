// The first line of a file by hand: which sign parts the cells, and where the four columns are.

const ALIASES: Record<string, Column> = {};
const COLUMNS = {
  serial: "serial serialnumber serialno deviceserial",
  username: "username user assigneduser assignedusername assignedusersusername",
  loginRequired: "loginrequired login",
  agentRequired: "agentrequired agentinstallrequired agentinstall agent",
};
export type Column = keyof typeof COLUMNS;
for (const [column, names] of Object.entries(COLUMNS)) {
  for (const name of names.split(" ")) ALIASES[name] = column as Column;
}

/** The most frequent of comma, semicolon and tab in the first line; a comma if none is there. */
export function sniff(text: string): string {
  const end = text.search(/[\r\n]/);
  const bare = text.slice(0, end < 0 ? text.length : end).replace(/"[^"]*"/g, "");
  let best = ",";
  for (const sign of [";", "\t"]) {
    if (bare.split(sign).length > bare.split(best).length) best = sign;
  }
  return best;
}

/** The place of each column among the cells of the header; -1 for one that is missing. */
export function places(cells: readonly string[]): Record<Column, number> {
  const columns = cells.map(
    (cell) =>
      ALIASES[
        cell
          .trim()
          .toLowerCase()
          .replace(/[^a-z0-9]/g, "")
      ],
  );
  return {
    serial: columns.indexOf("serial"),
    username: columns.indexOf("username"),
    loginRequired: columns.indexOf("loginRequired"),
    agentRequired: columns.indexOf("agentRequired"),
  };
}
