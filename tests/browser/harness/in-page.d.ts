// A script for the page, bundled and handed over as text.
declare module "in-page:*" {
  const source: string;
  export default source;
}
