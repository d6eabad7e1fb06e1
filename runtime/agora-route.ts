import type { TakesNotices } from '../adapters/lambda/compose-agora-notices.ts';
import { noticeStatus, signatureHeader } from '../adapters/lambda/compose-agora-notices.ts';
import type { RouteHandler } from './gateway/http.ts';
import { HttpRefusal, jsonAnswer } from './gateway/http.ts';

/** Where Agora sends its notices of recordings, as a function's address does on AWS. */
export const agoraRoute =
  (take: TakesNotices): RouteHandler =>
  async (request) => {
    const outcome = await take({ body: await request.body(), signature: request.headers[signatureHeader] });
    // As at any address where there is nothing.
    if (outcome === 'nothing') throw new HttpRefusal(404, 'NotFoundException', 'There is nothing at this address.');
    return jsonAnswer(noticeStatus[outcome], {});
  };
