import type {
  DeviceAddress,
  Push,
  PushOutcome,
  PushProvider,
  PushResult,
} from '../../application/ports/push-provider.ts';

export interface MemoryPush {
  readonly push: Push;
  readonly device: DeviceAddress;
}

/** Keeps what was sent, in order. What it answers is for whoever opens it to say. */
export class MemoryPushProvider implements PushProvider {
  readonly sent: MemoryPush[] = [];
  readonly #outcomeOf: (asked: MemoryPush) => PushOutcome;

  constructor(outcomeOf: (asked: MemoryPush) => PushOutcome = () => 'sent') {
    this.#outcomeOf = outcomeOf;
  }

  async send(push: Push, to: readonly DeviceAddress[]): Promise<readonly PushResult[]> {
    return to.map((device) => {
      const outcome = this.#outcomeOf({ push, device });
      if (outcome === 'sent') this.sent.push({ push, device });
      return { device, outcome };
    });
  }
}
