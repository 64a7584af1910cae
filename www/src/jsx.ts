// The elements in JSX. The types must never import from React: a page without React has to compile, and React 18 and 19
// have different types for a ref.

import type {
  DepEnrollChecklistElement,
  DepEnrollDialogElement,
  DepEnrollElement,
} from "./elements";
import type { DepEnrollEventMap } from "./events";
import type { Options } from "./options";

/** The JSX props of every element. React supports `config` and the events from version 19 on. */
export type ElementProps<Element> = {
  key?: string | number | bigint | null;
  ref?: ((element: Element | null) => void | (() => void)) | { current: Element | null } | null;
  id?: string;
  class?: string;
  className?: string;
  style?: object;
  slot?: string;
  title?: string;
  lang?: string;
  dir?: string;
  hidden?: boolean;
  children?: never;
  /** Options of this element, which override those of the page. A new object keeps the state of the surface. */
  config?: Options;
} & {
  [Name in keyof DepEnrollEventMap as `on${Name}`]?: (event: DepEnrollEventMap[Name]) => void;
};

/** The props of the elements by their tags. */
export interface DepEnrollJsx {
  "dep-enroll": ElementProps<DepEnrollElement> & {
    tab?: "devices" | "profiles" | "import" | "history";
    state?: string;
    history?: "hash";
  };
  "dep-enroll-dialog": ElementProps<DepEnrollDialogElement> & { serial: string; open?: boolean };
  "dep-enroll-checklist": ElementProps<DepEnrollChecklistElement> & { serial: string };
}

// A declaration file may augment a module that is not installed.
declare module "react" {
  namespace JSX {
    interface IntrinsicElements extends DepEnrollJsx {}
  }
}
