//! How fast is it: measurements of the product on generated data with a fixed seed, beside kernels written by hand for
//! the same data, and the data itself for peers. Nothing here is part of the product's path.

pub mod audience;
mod random;
mod timing;
