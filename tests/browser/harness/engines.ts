// The browsers: how each one starts, changes its viewport and switches to dark colours. All
// differences between engines are here and nowhere else.

import { existsSync } from "node:fs";
import { type Capabilities, Driver } from "./driver";
import { freePort, start, type RunningProgram } from "./processes";

export type EngineName = "chromium" | "firefox" | "webkit";

/** The engines of this run. */
export function engineNames(): EngineName[] {
  const wanted = (process.env["DEP_BROWSERS"] ?? "chromium,firefox,webkit").split(",");
  return wanted.map((word) => word.trim()).filter((word) => word !== "") as EngineName[];
}

/** Whether the browsers show their windows. */
const isHeaded = process.env["DEP_HEADED"] !== undefined;

export interface Engine {
  readonly name: EngineName;
  readonly driver: Driver;
  /** Whether the viewport can be as narrow as a phone. The window of MiniBrowser cannot. */
  readonly canBeNarrow: boolean;
  /** Inner size of the window in CSS pixels at a zoom. */
  viewport(width: number, height: number, zoom?: number): Promise<void>;
  /** Sets the system's colour scheme. */
  colorScheme(scheme: "light" | "dark"): Promise<void>;
  /** Whether `forceColors` works: WebKit has no forced colours. */
  readonly canForceColors: boolean;
  /** Replaces the colours of pages by the system's, as a contrast theme does. Firefox has only the light one. */
  forceColors(on: boolean, scheme?: "light" | "dark"): Promise<void>;
  /** Makes the main pointer a finger, or a mouse again; only Chromium can. */
  coarsePointer?(on: boolean): Promise<void>;
  stop(): Promise<void>;
}

// Browsers contact their makers' servers at start. A proxy that does not exist prevents that.
const DEAD_PROXY = {
  proxyType: "manual",
  httpProxy: "127.0.0.1:9",
  sslProxy: "127.0.0.1:9",
  noProxy: ["127.0.0.1"],
};

const WIDTH = 1280;
const HEIGHT = 900;

/**
 * Starts an engine. For Chromium, `more` are additional arguments, and `traceCategories` are the trace events of its
 * performance log.
 */
export function startEngine(
  name: EngineName,
  more: readonly string[] = [],
  traceCategories?: string,
): Promise<Engine> {
  switch (name) {
    case "chromium":
      return startChromium(more, traceCategories);
    case "firefox":
      return startFirefox();
    case "webkit":
      return startWebKit();
  }
}

async function startChromium(more: readonly string[], traceCategories?: string): Promise<Engine> {
  const port = await freePort();
  const server = start(tool("DEP_CHROMEDRIVER", "/usr/bin/chromedriver"), [`--port=${port}`]);
  const driver = await open(server, port, {
    browserName: "chrome",
    proxy: DEAD_PROXY,
    ...(traceCategories === undefined ? {} : { "goog:loggingPrefs": { performance: "ALL" } }),
    "goog:chromeOptions": {
      binary: tool("DEP_CHROMIUM", "/usr/bin/chromium"),
      ...(traceCategories === undefined ? {} : { perfLoggingPrefs: { traceCategories } }),
      args: [
        ...(isHeaded ? [] : ["--headless=new"]),
        // The sandbox does not run as root. The pages are our own.
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-search-engine-choice-screen",
        `--window-size=${WIDTH},${HEIGHT}`,
        ...more,
      ],
    },
  });
  return {
    name: "chromium",
    driver,
    canBeNarrow: true,
    viewport: (width, height, zoom = 1) =>
      driver.devtools("Emulation.setDeviceMetricsOverride", {
        width: Math.round(width / zoom),
        height: Math.round(height / zoom),
        deviceScaleFactor: zoom,
        mobile: false,
      }),
    colorScheme: (value) =>
      driver.devtools("Emulation.setEmulatedMedia", {
        features: [{ name: "prefers-color-scheme", value }],
      }),
    canForceColors: true,
    forceColors: (on, scheme = "light") =>
      driver.devtools("Emulation.setEmulatedMedia", {
        features: [
          { name: "forced-colors", value: on ? "active" : "none" },
          { name: "prefers-color-scheme", value: scheme },
        ],
      }),
    coarsePointer: (enabled) =>
      driver.devtools("Emulation.setTouchEmulationEnabled", { enabled, maxTouchPoints: 1 }),
    stop: () => stop(driver, server),
  };
}

/** Waits until a condition on a value holds in the page, which learns of a change of its browser a moment later. */
function learnt(driver: Driver, condition: string, value: unknown): Promise<unknown> {
  return driver.runAsync(
    `const [value, done] = arguments;
     const look = () => ${condition} ? done() : setTimeout(look);
     look();`,
    value,
  );
}

async function startFirefox(): Promise<Engine> {
  const port = await freePort();
  const args = ["--port", `${port}`, "--websocket-port", `${await freePort()}`];
  // Only privileged code may change the browser's zoom.
  args.push("--allow-system-access");
  const server = start(tool("DEP_GECKODRIVER", "/usr/bin/geckodriver"), args);
  const driver = await open(server, port, {
    browserName: "firefox",
    proxy: DEAD_PROXY,
    "moz:firefoxOptions": {
      binary: tool("DEP_FIREFOX", "/usr/bin/firefox-esr"),
      args: [...(isHeaded ? [] : ["-headless"]), "-width", `${WIDTH}`, "-height", `${HEIGHT}`],
      prefs: {
        "app.update.auto": false,
        "datareporting.policy.dataSubmissionEnabled": false,
        "extensions.update.enabled": false,
        "browser.safebrowsing.malware.enabled": false,
        "browser.safebrowsing.phishing.enabled": false,
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
        "layout.css.prefers-color-scheme.content-override": 1,
      },
    },
  });
  return {
    name: "firefox",
    driver,
    canBeNarrow: true,
    viewport: async (width, height, zoom = 1) => {
      // A Firefox window is at least about 450 pixels wide. Zooming in makes it narrower in CSS pixels.
      const needed = width < 500 ? Math.max(zoom, 2) : zoom;
      const factor = needed / zoom;
      await driver.resize(Math.round(width * factor), Math.round(height * factor) + 90);
      await driver.privileged(
        "ZoomManager.useFullZoom = true; gBrowser.selectedBrowser.fullZoom = arguments[0];",
        needed,
      );
      await learnt(driver, "Math.abs(innerWidth - value) <= 1", width / zoom);
    },
    colorScheme: (scheme) =>
      driver.privileged(
        `Services.prefs.setIntPref("layout.css.prefers-color-scheme.content-override", arguments[0]);`,
        scheme === "dark" ? 0 : 1,
      ),
    canForceColors: true,
    forceColors: async (on) => {
      await driver.privileged(
        `Services.prefs.setIntPref("browser.display.document_color_use", arguments[0]);`,
        on ? 2 : 0,
      );
      await learnt(driver, `matchMedia("(forced-colors: active)").matches === value`, on);
    },
    stop: () => stop(driver, server),
  };
}

/** MiniBrowser always needs a screen: the person's own, or one that nobody sees. */
async function startDisplay(): Promise<{ name: string; stop: () => Promise<void> }> {
  const own = process.env["DISPLAY"];
  if (isHeaded && own) return { name: own, stop: () => Promise.resolve() };
  const screen = `${WIDTH}x${HEIGHT}x24`;
  const display = start(tool("DEP_XVFB", "/usr/bin/Xvfb"), [
    ...["-displayfd", "1", "-screen", "0", screen, "-nolisten", "tcp"],
  ]);
  const number = (await display.line(/^(\d+)$/m))[1] ?? "";
  return { name: `:${number}`, stop: () => display.stop() };
}

async function startWebKit(): Promise<Engine> {
  const display = await startDisplay();
  const port = await freePort();
  const server = start(
    tool("DEP_WEBKITDRIVER", "/usr/bin/WebKitWebDriver"),
    [`--port=${port}`, "--host=127.0.0.1"],
    {
      DISPLAY: display.name,
      GDK_BACKEND: "x11",
      LIBGL_ALWAYS_SOFTWARE: "1",
      WEBKIT_DISABLE_COMPOSITING_MODE: "1",
      WEBKIT_DISABLE_DMABUF_RENDERER: "1",
      // Each scene loads a page anew. From the fifth memory on that is not yet collected, WebKit compiles in another mode, in
      // which version 2.50 was seen to take an address within a memory for one beyond it.
      JSC_maxNumWasmFastMemories: "64",
    },
  );
  const driver = await open(server, port, {
    browserName: "MiniBrowser",
    "webkitgtk:browserOptions": { binary: miniBrowser(), args: ["--automation"] },
  });
  return {
    name: "webkit",
    driver,
    canBeNarrow: false,
    viewport: (width, height) => driver.resize(width, height),
    colorScheme: () => Promise.reject(new Error("MiniBrowser has no switch for dark colours")),
    canForceColors: false,
    forceColors: () => Promise.reject(new Error("WebKit has no forced colours")),
    stop: async () => {
      await stop(driver, server);
      await display.stop();
    },
  };
}

async function open(server: RunningProgram, port: number, wanted: Capabilities): Promise<Driver> {
  try {
    const driver = await Driver.open(`http://127.0.0.1:${port}`, wanted);
    // A test fails by its own deadline, with a better message. The driver's limit is a last resort.
    await driver.command("POST", "timeouts", { script: 20_000, pageLoad: 30_000, implicit: 0 });
    return driver;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function stop(driver: Driver, server: RunningProgram): Promise<void> {
  await driver.close().catch(() => undefined);
  await server.stop();
}

function tool(variable: string, usual: string): string {
  const path = process.env[variable] ?? usual;
  if (!existsSync(path)) throw new Error(`${path} is missing: set ${variable}`);
  return path;
}

/** MiniBrowser is part of the library's package, in a folder named after the architecture. */
function miniBrowser(): string {
  const triples = ["x86_64-linux-gnu", "aarch64-linux-gnu"];
  const usual = triples.map((triple) => `/usr/lib/${triple}/webkit2gtk-4.1/MiniBrowser`);
  return tool("DEP_MINIBROWSER", usual.find((path) => existsSync(path)) ?? usual[0] ?? "");
}
