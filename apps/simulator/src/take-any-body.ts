import type { FastifyInstance } from 'fastify';

const GRAPH_URL = /^\/v\d+\.\d+\//;

/**
 * Bodies reach the handlers of the Graph API whatever they are, since it answers bad ones in its own words: broken
 * JSON and unknown types as nothing, uploads as their bytes.
 */
export function takeAnyBody(server: FastifyInstance): void {
  const parseJson = server.getDefaultJsonParser('ignore', 'ignore'); // nothing here merges what it is sent
  server.removeContentTypeParser('application/json');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    void parseJson(request, body as string, (error, value) => {
      if (error && GRAPH_URL.test(request.url)) done(null);
      else done(error, value);
    });
  });
  server.addContentTypeParser(/^multipart\/form-data/, { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _body, done) => done(null));
}
