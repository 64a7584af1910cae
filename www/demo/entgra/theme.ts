import type { GlobalToken } from "antd";
import { useSyncExternalStore } from "react";

const dark = window.matchMedia("(prefers-color-scheme: dark)");

/** Whether the system prefers dark colours. Follows changes while the page is open. */
export function useSystemDark(): boolean {
  return useSyncExternalStore(
    (changed) => {
      dark.addEventListener("change", changed);
      return () => dark.removeEventListener("change", changed);
    },
    () => dark.matches,
  );
}

/**
 * The console's theme as custom properties of the plugin. The contrast of antd's primary colour is
 * too low for text, so the plugin gets the next darker colour of the palette (lighter in the dark).
 */
export function pluginTheme(
  token: GlobalToken,
  isDark: boolean,
): Record<`--dep-${string}`, string> {
  return {
    "--dep-color-scheme": isDark ? "dark" : "light",
    "--dep-color-primary": isDark ? token.colorPrimaryHover : token.colorPrimaryActive,
    "--dep-color-primary-text": isDark ? "#141414" : "#ffffff",
    "--dep-color-text": isDark ? "#e6e6e6" : "#1f1f1f",
    "--dep-color-muted": isDark ? "#a8a8a8" : "#595959",
    "--dep-color-surface": token.colorBgContainer,
    "--dep-color-raised": isDark ? "#1f1f1f" : "#fafafa",
    "--dep-color-border": token.colorBorderSecondary,
    // antd's own border is too faint to tell a field from its surface.
    "--dep-color-control-border": isDark ? "#757575" : "#8c8c8c",
    "--dep-color-selected": token.controlItemBgActive,
    "--dep-color-danger": isDark ? "#ff7875" : "#a8071a",
    "--dep-color-warning": isDark ? "#ffc53d" : "#874d00",
    "--dep-color-success": isDark ? "#95de64" : "#135200",
    "--dep-color-info": isDark ? "#69b1ff" : "#003eb3",
    "--dep-color-danger-bg": token.colorErrorBg,
    "--dep-color-warning-bg": token.colorWarningBg,
    "--dep-color-success-bg": token.colorSuccessBg,
    "--dep-color-info-bg": token.colorInfoBg,
    "--dep-control-height": `${token.controlHeight}px`,
    "--dep-radius": `${token.borderRadius}px`,
    "--dep-font": token.fontFamily,
    "--dep-font-size": `${token.fontSize}px`,
  };
}
