// What the stage offers to whoever drives it: the list of scenes, and the tests. Types only.

/** How long the sentences are: the English ones, or 60 % longer. */
export type Length = "normal" | "long";

/** How a scene is shown. */
export interface Settings {
  texts?: Length;
  direction?: "ltr" | "rtl";
  colors?: "light" | "dark";
  /** With the colours of the legacy console. */
  legacy?: boolean;
}

/** What the page offers to whoever drives it. */
export interface Gallery {
  /** Shows a scene, and resolves once its state is reached. */
  show(id: string, settings?: Settings): Promise<void>;
  /** Changes the colours of what is shown. */
  paint(colors: "light" | "dark"): void;
  /** Whether the scene has pressed or typed anything. */
  touched: { yes: boolean };
  /** The accessibility tree of what is shown. */
  tree(): string;
}

declare global {
  interface Window {
    gallery: Gallery;
  }
}
