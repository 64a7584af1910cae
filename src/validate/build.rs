//! Tells the linker what the module needs.

fn main() {
    // No function here calls itself deeply. A stack of a megabyte would make every address in the code a byte longer.
    println!("cargo::rustc-link-arg-cdylib=-zstack-size=65536");
    println!("cargo::rerun-if-changed=build.rs");
}
