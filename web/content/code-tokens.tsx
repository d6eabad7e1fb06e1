import type { ReactElement } from 'react';

/** A piece of code: text, or a named run of pieces. */
export type CodeToken = string | { readonly scope: string; readonly tokens: readonly CodeToken[] };

/** Pieces of code as elements: what was typed is never read as markup. */
export const CodeTokens = ({ tokens }: { readonly tokens: readonly CodeToken[] }): ReactElement => (
  <>
    {tokens.map((token, at) =>
      typeof token === 'string' ? (
        token
      ) : (
        <span key={at} data-token={token.scope}>
          <CodeTokens tokens={token.tokens} />
        </span>
      ),
    )}
  </>
);
