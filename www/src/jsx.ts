// The elements in JSX. The types stand on nothing of React's: a page without React must compile, and React 18 and 19
// differ in what they call a ref.

import type {
  DepEnrollChecklistElement,
  DepEnrollDialogElement,
  DepEnrollElement,
} from "./elements";
import type { DepEnrollEventMap } from "./events";
import type { Options } from "./options";

/** What JSX can set on each of the elements. React sets `config` and listens to events from version 19 on. */
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
  /** Options of this element, over those of the page. A new object starts the surface afresh: keep it between renderings. */
  config?: Options;
} & {
  [Name in keyof DepEnrollEventMap as `on${Name}`]?: (event: DepEnrollEventMap[Name]) => void;
};

/** The elements by their tags. */
export interface DepEnrollJsx {
  "dep-enroll": ElementProps<DepEnrollElement> & { tab?: "devices" | "profiles" };
  "dep-enroll-dialog": ElementProps<DepEnrollDialogElement> & { serial: string; open?: boolean };
  "dep-enroll-checklist": ElementProps<DepEnrollChecklistElement> & { serial: string };
}

// Where there is no React, a declaration file may still add to it.
declare module "react" {
  namespace JSX {
    interface IntrinsicElements extends DepEnrollJsx {}
  }
}
