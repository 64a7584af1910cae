//! Every write and every read, with every answer that a host or its gateway gives, through all three gateways, and with every
//! way to leave in the middle. At the end the screen shows what the host's database has, or says that it does not know. The
//! pure states run as in the plugin; only Yew and the browser are missing.

mod admin;
mod answers;
mod console;
mod definitions;
mod profiles;
mod reads;
mod writes;
