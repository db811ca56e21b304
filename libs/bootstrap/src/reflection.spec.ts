import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type ClientDuplexStream, credentials, makeClientConstructor, Server, ServerCredentials } from '@grpc/grpc-js';
import { loadSync, type ServiceDefinition } from '@grpc/proto-loader';
import { addReflection } from './reflection.js';

interface Answer {
  listServicesResponse?: { service: { name: string }[] };
  fileDescriptorResponse?: { fileDescriptorProto: Buffer[] };
  errorResponse?: { errorCode: number };
}

const proto = join(
  dirname(createRequire(import.meta.url).resolve('@grpc/reflection')),
  '../proto/grpc/reflection/v1/reflection.proto',
);

describe('server reflection', () => {
  const server = new Server();
  let client: { serverReflectionInfo(): ClientDuplexStream<object, Answer>; close(): void };

  beforeAll(async () => {
    addReflection(server);
    const port = await new Promise<number>((resolve, reject) =>
      server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      ),
    );
    const service = loadSync(proto)['grpc.reflection.v1.ServerReflection'] as ServiceDefinition;
    const Client = makeClientConstructor(service, 'ServerReflection');
    client = new Client(`127.0.0.1:${port}`, credentials.createInsecure()) as unknown as typeof client;
  });
  afterAll(() => {
    client.close();
    server.forceShutdown();
  });

  const ask = async (request: object): Promise<Answer> => {
    const call = client.serverReflectionInfo();
    call.write(request);
    call.end();
    const [answer] = (await once(call, 'data')) as [Answer];
    return answer;
  };

  it('lists the services of the contracts', async () => {
    const { listServicesResponse } = await ask({ listServices: '' });
    const names = listServicesResponse!.service.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['classifier.v1.ClassifierService', 'orchestrator.v1.ConversationService']),
    );
  });

  it.each([
    'classifier.v1.ClassifierService',
    'classifier.v1.ClassifyRequest',
    'errors.v1.ErrorDetail',
    'google.protobuf.Timestamp',
  ])('resolves %s', async (fileContainingSymbol) => {
    const { fileDescriptorResponse } = await ask({ fileContainingSymbol });
    expect(fileDescriptorResponse!.fileDescriptorProto.length).toBeGreaterThan(0);
  });

  it('knows nothing of what is not in the contracts', async () => {
    expect((await ask({ fileContainingSymbol: 'classifier.v1.Nothing' })).errorResponse).toMatchObject({
      errorCode: 5,
    });
  });
});
