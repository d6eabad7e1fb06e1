export { withoutMarks } from '../../client/core/index.ts';
