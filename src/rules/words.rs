//! Declares enums whose values every face spells alike. It owns the form of such an enum and must never know one of them.

/// Declares an enum with a stable word for each value: `ALL`, `word` and `parse` come with it.
macro_rules! words {
    (
        $(#[$about:meta])*
        pub enum $name:ident {
            $($(#[$about_value:meta])* $value:ident = $word:literal,)+
        }
    ) => {
        $(#[$about])*
        pub enum $name {
            $($(#[$about_value])* $value,)+
        }

        impl $name {
            /// Every value, in order.
            pub const ALL: [$name; [$($word),+].len()] = [$($name::$value),+];

            /// The stable word that every face uses.
            pub fn word(self) -> &'static str {
                match self {
                    $($name::$value => $word,)+
                }
            }

            /// The value of a word; `None` for any other text.
            pub fn parse(word: &str) -> Option<$name> {
                $name::ALL.into_iter().find(|known| known.word() == word)
            }
        }
    };
}
pub(crate) use words;
