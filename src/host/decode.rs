//! From a reply to our words: session loss, envelopes, error bodies, field names.
