declare const brand: unique symbol;

/** A `Base` that was checked once, where it entered; nothing unchecked can stand in its place. */
export type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };
