import { bootstrap } from '#libs/bootstrap';
import { notifierConfig } from './notifier.config.js';
import { NotifierModule } from './notifier.module.js';

await bootstrap(NotifierModule, notifierConfig);
