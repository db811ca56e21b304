import { Module } from '@nestjs/common';
import { KnobsModule } from '../knobs/knobs.module.js';
import { ContactsRepository } from './contacts.repository.js';

@Module({ imports: [KnobsModule], providers: [ContactsRepository], exports: [ContactsRepository] })
export class ContactsModule {}
