export { withoutMarks } from '../../client/markdown/index.ts';
