//! Which item of a list?
//!
//! Actors, times and places each have numbers of their own, so that none can be taken for another, nor for a word.

/// A kind of numbers; a list with an item for each of them is asked by them.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(usize);

        impl $name {
            /// Those of so many items, in order.
            pub(crate) fn first(count: usize) -> impl DoubleEndedIterator<Item = $name> {
                (0..count).map($name)
            }
        }

        impl<T> std::ops::Index<$name> for Vec<T> {
            type Output = T;

            fn index(&self, id: $name) -> &T {
                &self[id.0]
            }
        }

        impl<T> std::ops::IndexMut<$name> for Vec<T> {
            fn index_mut(&mut self, id: $name) -> &mut T {
                &mut self[id.0]
            }
        }
    };
}

pub(crate) use id;
