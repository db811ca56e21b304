import { Global, Module } from '@nestjs/common';
import { BusinessDirectory } from './business-directory.js';
import { BusinessFacts } from './business-facts.js';

/** Whom each number belongs to, for every lane. */
@Global()
@Module({ providers: [BusinessDirectory, BusinessFacts], exports: [BusinessDirectory, BusinessFacts] })
export class BusinessModule {}
