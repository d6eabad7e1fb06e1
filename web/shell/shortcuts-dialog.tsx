import { Fragment } from 'react';
import type { ReactElement } from 'react';
import { Dialog } from '../parts/dialog.tsx';
import { shortcutList } from './shortcut-words.ts';
import { capsOf } from './shortcuts.ts';

/** What people write as they do elsewhere: web/content/markdown.ts reads it. */
const markdown = [
  ['Bold', '**bold**'],
  ['Italic', '*italic*'],
  ['Struck out', '~~gone~~'],
  ['Code in a line', '`code`'],
  ['Lines of code', '```python'],
  ['Quote', '> said before'],
  ['List', '- point'],
  ['Numbered list', '1. first'],
  ['Link', '[words](https://…)'],
] as const;

/** All shortcuts, by what they are for. */
export const ShortcutsDialog = ({ onClose }: { readonly onClose: () => void }): ReactElement => (
  <Dialog title="Keyboard shortcuts" className="shortcuts" onClose={onClose}>
    <div className="shortcut-groups">
      {[...new Set(shortcutList.map(({ group }) => group))].map((group) => (
        <section key={group}>
          <h3>{group}</h3>
          <dl>
            {shortcutList
              .filter((shortcut) => shortcut.group === group)
              .map(({ does, keys }) => (
                <div key={does} className="shortcut">
                  <dt>{does}</dt>
                  <dd>
                    {keys.map((written, at) => (
                      <Fragment key={written}>
                        {at > 0 && <span className="muted"> or </span>}
                        {capsOf(written).map((cap) => (
                          <kbd key={cap}>{cap}</kbd>
                        ))}
                      </Fragment>
                    ))}
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
      <section>
        <h3>In a text</h3>
        <dl>
          {markdown.map(([does, written]) => (
            <div key={does} className="shortcut">
              <dt>{does}</dt>
              <dd>
                <code dir="ltr">{written}</code>
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  </Dialog>
);
