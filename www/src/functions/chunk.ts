// The script of what answers the functions, which the plugin loads with `ready()`. It must never be imported by name: the plugin
// asks for it as `./dep-enroll-functions.js`.

export { answers as setupAnswers } from "../setup/answers";
export { useSetupKernel } from "../setup/kernel";
export { start } from "../validate/start";
