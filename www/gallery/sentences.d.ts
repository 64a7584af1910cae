// The catalogues of the Rust crates, which the bundler reads: see `www/build/gallery.mjs`.
declare module "#sentences" {
  /** Every English sentence by its code. */
  const sentences: Readonly<Record<string, string>>;
  export default sentences;
}
