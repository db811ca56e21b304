import { bootstrap } from '#libs/bootstrap';
import { classifierConfig } from './classifier.config.js';
import { ClassifierModule } from './classifier.module.js';

await bootstrap(ClassifierModule, classifierConfig);
