export { evaluateCode, type CodeError, type CodeEvaluation, type CodeToEvaluate } from './evaluate-code.ts';
export {
  openField,
  type Field,
  type FieldInput,
  type FieldOperation,
  type FieldRun,
  type FieldSettings,
} from './open-field.ts';
export { wireRows } from './wire-rows.ts';
