import { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** How a stage differs from the others. Whatever is not here is the same in all of them. */
export interface StageSettings {
  readonly name: StageName;
  /** Tables, users and logs outlive their stack, and cannot be deleted by accident. */
  readonly keepsData: boolean;
  readonly introspection: boolean;
  /** Levels of nesting that AppSync runs. The schema's deepest path has 5; the usual introspection query has 15. */
  readonly queryDepth: number;
  readonly logRetention: RetentionDays;
  /**
   * Public keys that download links are verified with, a letter each; the last one signs. CloudFront never changes a key, so
   * that a new one is added here, and the old one taken away afterwards: docs/deploy.md.
   */
  readonly downloadKeys: readonly [string, ...string[]];
}

export type StageName = 'dev' | 'prod';

export const stages: Readonly<Record<StageName, StageSettings>> = {
  dev: {
    name: 'dev',
    keepsData: false,
    introspection: true,
    queryDepth: 20,
    logRetention: RetentionDays.TWO_WEEKS,
    downloadKeys: ['A'],
  },
  prod: {
    name: 'prod',
    keepsData: true,
    introspection: false,
    queryDepth: 8,
    logRetention: RetentionDays.SIX_MONTHS,
    downloadKeys: ['A'],
  },
};

const isStageName = (value: unknown): value is StageName => typeof value === 'string' && Object.hasOwn(stages, value);

/** The context names a stage that there is not. */
export class UnknownStage extends Error {
  override readonly name = 'UnknownStage';
  constructor(found: unknown) {
    super(`unable to synthesise; the stage ${JSON.stringify(found)} is not one of ${Object.keys(stages).join(', ')}`);
  }
}

/**
 * The stage named by the context value `stage` (`cdk … -c stage=prod`); `dev` when it is not given.
 * @throws {UnknownStage}
 */
export function stageFrom(context: unknown): StageSettings {
  const name = context ?? 'dev';
  if (isStageName(name)) return stages[name];
  throw new UnknownStage(name);
}
