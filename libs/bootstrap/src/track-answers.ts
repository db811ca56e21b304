import type { ServerResponse } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/**
 * @param app not listening yet
 * @returns makes every answer from now on the last of its connection, those under way included: a connection that is
 * kept for another request keeps its server from closing
 */
export function trackAnswers(app: NestFastifyApplication): () => void {
  const underWay = new Set<ServerResponse>();
  let isLast = false;
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (_request, { raw: response }, done) => {
      if (isLast) response.shouldKeepAlive = false;
      underWay.add(response);
      response.once('close', () => underWay.delete(response));
      done();
    });
  return () => {
    isLast = true;
    for (const response of underWay) response.shouldKeepAlive = false;
  };
}
