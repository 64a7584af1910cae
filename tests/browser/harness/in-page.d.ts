// A script for the page, bundled as text.
declare module "in-page:*" {
  const source: string;
  export default source;
}
