//! A value on its way from the host.

use host::HostError;

/// Not there yet, there, or failed.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Load<T> {
    /// Asked for.
    #[default]
    Loading,
    /// There.
    Ready(T),
    /// Could not be read.
    Failed(HostError),
}

impl<T> Load<T> {
    /// The value, if it is there.
    pub fn ready(&self) -> Option<&T> {
        match self {
            Load::Ready(value) => Some(value),
            Load::Loading | Load::Failed(_) => None,
        }
    }

    /// The failure, if it failed.
    pub fn error(&self) -> Option<&HostError> {
        match self {
            Load::Failed(error) => Some(error),
            Load::Loading | Load::Ready(_) => None,
        }
    }

    /// Whether it is still on its way.
    pub fn is_loading(&self) -> bool {
        matches!(self, Load::Loading)
    }
}

impl<T> From<Result<T, HostError>> for Load<T> {
    fn from(answer: Result<T, HostError>) -> Self {
        match answer {
            Ok(value) => Load::Ready(value),
            Err(error) => Load::Failed(error),
        }
    }
}
