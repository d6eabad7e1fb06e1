import type { ReactElement } from 'react';
import { Notice } from './notice.tsx';

/**
 * Stands for a part of the program that did not come. A browser asks for a file of a program once and remembers that it
 * failed, so that no second attempt within the page would find it.
 */
export const NotLoaded = (): ReactElement => (
  <Notice
    kind="error"
    title="This part did not load"
    text="The page can be loaded again; what you wrote is kept."
    action={['Reload', () => location.reload()]}
  />
);
