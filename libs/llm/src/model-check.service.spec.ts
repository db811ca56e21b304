import { ConfigError, readConfig } from '#libs/config';
import { sendModelError, sendModels, type ServedModel, serveModel } from '#libs/testing';
import { Logger } from '@nestjs/common';
import { z } from 'zod';
import { ModelCheckService } from './model-check.service.js';
import { modelVariables } from './model-variables.js';
import { ModelService } from './model.service.js';

describe(ModelCheckService.name, () => {
  let api: ServedModel;
  let models: ModelService;
  let check: ModelCheckService;

  beforeAll(() => void Logger.overrideLogger(false));
  beforeEach(async () => {
    api = await serveModel();
    const config = readConfig(z.object(modelVariables), { ANTHROPIC_API_KEY: 'key', ANTHROPIC_BASE_URL: api.url });
    models = new ModelService(config);
    check = new ModelCheckService(config, models);
  });
  afterEach(async () => {
    check.onApplicationShutdown();
    await models.onApplicationShutdown();
    await api.stop();
  });

  it('is content when every configured model is there', async () => {
    await expect(check.onModuleInit()).resolves.toBeUndefined();
  });

  it('refuses the start with all missing and retired models at once', async () => {
    api.models = (response) => sendModels(response, ['claude-haiku-5-5']);
    const refusal = check.onModuleInit();
    await expect(refusal).rejects.toBeInstanceOf(ConfigError);
    await expect(refusal).rejects.toThrow(/MODEL_STANDARD: .*claude-sonnet-5-5[^]*MODEL_STRONG: .*claude-opus-5-5/);
    api.models = (response) =>
      sendModels(response, ['claude-haiku-5-5', 'claude-sonnet-5-5', 'claude-opus-5-5'], { lifecycle: 'retired' });
    await expect(check.onModuleInit()).rejects.toThrow(/MODEL_ROUTER/);
  });

  it('refuses the start when the key is wrong', async () => {
    api.models = (response) => sendModelError(response, 401, 'authentication_error');
    await expect(check.onModuleInit()).rejects.toThrow('ANTHROPIC_API_KEY');
  });

  it('starts all the same when the API fails, lists nothing, answers something else, or is not there', async () => {
    api.models = (response) => sendModelError(response, 529, 'overloaded_error');
    await expect(check.onModuleInit()).resolves.toBeUndefined();
    api.models = (response) => sendModels(response, []);
    await expect(check.onModuleInit()).resolves.toBeUndefined();
    api.models = (response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"type":"message"}');
    await expect(check.onModuleInit()).resolves.toBeUndefined();
    await api.stop();
    await expect(check.onModuleInit()).resolves.toBeUndefined();
  });
});
