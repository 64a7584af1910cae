// The bundler turns a style sheet that the plugin imports into its minified text.
declare module "*.css" {
  const text: string;
  export default text;
}
