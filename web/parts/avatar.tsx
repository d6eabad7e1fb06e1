import type { ReactElement } from 'react';
import { hueOf } from '../people.ts';

/** A coloured initial. Decorative: the name stands beside it, so that the letter is no text of the page. */
export const Avatar = ({ id, name }: { readonly id: string; readonly name: string }): ReactElement => {
  const [initial = '?'] = [...name.trim()];
  return <span className="avatar" data-hue={hueOf(id)} data-initial={initial.toUpperCase()} aria-hidden="true" />;
};
