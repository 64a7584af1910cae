// The bundler turns a style sheet that the plugin imports into its minified text.
declare module "*.css" {
  const text: string;
  export default text;
}

// The one thing that the entry for Node takes from it; all of Node's types would pass for a browser's elsewhere.
declare module "node:fs/promises" {
  export function readFile(file: URL): Promise<Uint8Array<ArrayBuffer>>;
}
