import { lazy } from 'react';
import type { ComponentType, LazyExoticComponent } from 'react';

const linked = new Map<string, Promise<void>>();

/** Links a style sheet that the build named in the page, once. Resolves when it is in force, or will not come. */
export const styleSheet = (name: 'later' | 'formulas'): Promise<void> => {
  const held = linked.get(name);
  if (held !== undefined) return held;
  const href = document.querySelector(`meta[name="parley-${name}"]`)?.getAttribute('content') ?? undefined;
  const loading =
    href === undefined
      ? Promise.resolve()
      : link(href).then((isThere) => {
          if (!isThere) linked.delete(name);
        });
  linked.set(name, loading);
  return loading;
};

const link = (href: string): Promise<boolean> =>
  new Promise((resolve) => {
    const element = document.createElement('link');
    element.rel = 'stylesheet';
    element.href = href;
    element.addEventListener('load', () => resolve(true));
    element.addEventListener('error', () => {
      element.remove();
      resolve(false);
    });
    document.head.append(element);
  });

/** A part that is not on the first screens, with the styles that they do without. */
export const withStyles = async <T>(load: () => Promise<T>): Promise<T> => {
  const [part] = await Promise.all([load(), styleSheet('later')]);
  return part;
};

/** `React.lazy` for such a part. */
export const lazyPart = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> => lazy(async () => ({ default: await withStyles(load) }));
