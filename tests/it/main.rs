#[test] fn skeleton() {}
