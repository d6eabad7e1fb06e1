import type { CallToken, CallTokens, Seat } from '../../application/ports/call-tokens.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { later } from '../../domain/shared/instant.ts';
import { CallDurations } from '../../domain/vocabulary/call-limits.ts';
import type { AgoraRest } from './rest.ts';
import type { AgoraProject } from './rtc-token.ts';
import { rtcToken } from './rtc-token.ts';

/** Someone could not be kept out of a channel. Names no one. */
export interface NotExpelled {
  readonly why: string;
}

/** Lets participants into channels of one Agora project. */
export class AgoraCallTokens implements CallTokens {
  readonly #project: AgoraProject;
  readonly #rest: Pick<AgoraRest, 'send'>;
  readonly #report: (failure: NotExpelled) => void;

  constructor(project: AgoraProject, rest: Pick<AgoraRest, 'send'>, report: (failure: NotExpelled) => void) {
    this.#project = project;
    this.#rest = rest;
    this.#report = report;
  }

  async issue(seat: Seat, at: Instant): Promise<CallToken> {
    const token = rtcToken(this.#project, seat);
    return { appId: this.#project.appId, token, expiresAt: later(at, CallDurations.tokenSeconds * 1000) };
  }

  /** https://docs.agora.io/en/video-calling/channel-management-api/endpoint/ban-user-privileges/create-rule */
  async expel({ channel, uid }: Seat): Promise<void> {
    const answer = await this.#rest.send({
      method: 'POST',
      path: '/dev/v1/kicking-rule',
      body: {
        appid: this.#project.appId,
        cname: channel,
        uid,
        ip: '',
        time: Math.ceil(CallDurations.expulsion / 60_000),
        privileges: ['join_channel'],
      },
      isRepeatable: true,
    });
    if (answer.kind !== 'answered') this.#report({ why: answer.why });
  }
}
