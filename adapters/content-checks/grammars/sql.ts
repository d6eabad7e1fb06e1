import type { SyntaxNodeRef } from '@lezer/common';
import { SQLDialect } from '@codemirror/lang-sql';
import { anyOf, asFile, type Grammar } from '../grammar.ts';

/** What the widespread dialects have and the standard has not, as far as they do not contradict each other. */
const dialect = SQLDialect.define({
  doubleDollarQuotedStrings: true,
  identifierQuotes: '"`',
  specialVar: '?@:',
  operatorChars: '*+-%<>!=&|~^/',
});

/** The words that a statement begins with, in the standard, PostgreSQL, MySQL, SQLite, SQL Server and Oracle. */
const beginnings = new Set(
  (
    'ABORT ALTER ANALYZE ANALYSE ATTACH AUDIT BACKUP BULK CALL CHECK CHECKPOINT CLOSE CLUSTER COMMENT COMMIT COPY ' +
    'CREATE DBCC DEALLOCATE DELETE DENY DESC DESCRIBE DETACH DISCARD DO DROP EXEC EXECUTE EXPLAIN FETCH FLUSH FROM ' +
    'GO GRANT HANDLER IMPORT INSERT INSTALL KILL LISTEN LOAD LOCK MERGE MOVE NOTIFY OPEN OPTIMIZE PIVOT PRAGMA ' +
    'PREPARE PRINT PURGE REASSIGN REFRESH REINDEX RELEASE RENAME REPAIR REPLACE RESET RESTORE REVOKE ROLLBACK ' +
    'SAVEPOINT SECURITY SELECT SET SHOW START TABLE TRUNCATE UNLISTEN UNLOCK UPDATE UPSERT USE VACUUM VALUES WITH XA'
  ).split(' '),
);

function beginsWithNoStatement({ from }: SyntaxNodeRef, text: string): boolean {
  const word = /^\w{1,30}/.exec(text.slice(from, from + 30))?.[0];
  return word === undefined ? !/[;(]/.test(text.charAt(from)) : !beginnings.has(word.toUpperCase());
}

/** Quotes are doubled to stand for themselves, so that the last one always closes. */
function isLeftOpen({ from, to }: SyntaxNodeRef, text: string): boolean {
  const quote = /^[a-zA-Z]?(\$\w{0,80}\$|["'`])/.exec(text.slice(from, from + 90));
  const close = quote?.[1];
  return (
    quote === null || close === undefined || to - from < quote[0].length + close.length || !text.endsWith(close, to)
  );
}

/** Names in any script; the parser knows ASCII. */
const inAscii = (text: string): string =>
  text.replace(/[^\0-\x7f]/gu, (at) => (/[\p{L}\p{M}\p{N}]/u.test(at) ? 'x'.repeat(at.length) : at));

/**
 * Strings, comments, brackets and how statements begin: dialects of SQL have little more in common. That words stand in an
 * order which some database takes is not checked.
 */
export const sql: Grammar = {
  readings: [asFile(dialect.language.parser)],
  plain: inAscii,
  isWrong(node, text) {
    if (node.name === 'Statement') return beginsWithNoStatement(node, text);
    if (node.name === 'String' || node.name === 'QuotedIdentifier') return isLeftOpen(node, text);
    return node.name === 'BlockComment' && (node.to - node.from < 4 || !text.endsWith('*/', node.to));
  },
  unknown: anyOf(
    // Programs, in a language of each database's own.
    /\b(?:BEGIN|DECLARE|DELIMITER|FUNCTION|PROCEDURE|TRIGGER|begin|declare|delimiter|function|procedure|trigger)\b/,
    // (a).b
    /\)\s{0,9}\./,
    // $1, # a comment, and what a shell is told
    /\$\d|#|^[.\\]/,
  ),
};
