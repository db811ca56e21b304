import { Body, Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import { AppError } from '#libs/errors';
import { readBody } from '../read-body.js';
import { ChatsRepository } from '../chats/chats.repository.js';
import { DeliveriesService } from '../chats/deliveries.service.js';
import { PeopleRepository } from '../chats/people.repository.js';
import type { Person } from '../chats/person.js';
import { PersonMessagesService } from './person-messages.service.js';
import { PhoneEventsService } from '../chats/phone-events.service.js';
import { editSchema, newPersonSchema, phoneInputSchema } from './phone-input.schema.js';

/** People and what they do on their phones. */
@Controller('phone/api/people')
export class PeopleController {
  constructor(
    private readonly people: PeopleRepository,
    private readonly chats: ChatsRepository,
    private readonly messages: PersonMessagesService,
    private readonly deliveries: DeliveriesService,
    private readonly events: PhoneEventsService,
  ) {}

  @Post()
  add(@Body() body: unknown): Person {
    const { name, hideNumber } = readBody(newPersonSchema, body);
    const chats = this.people.add(name, hideNumber);
    for (const person of chats) this.events.emit('person', { person });
    return chats[0]!;
  }

  @Delete(':id')
  @HttpCode(204)
  remove(@Param('id') id: string): void {
    this.find(id);
    this.people.remove(id);
    this.chats.removeChat(id);
    this.events.emit('person-removed', { id });
  }

  @Post(':id/messages')
  send(@Param('id') id: string, @Body() body: unknown): { id: string } {
    const input = readBody(phoneInputSchema, body);
    const person = this.find(id);
    if (input.kind === 'reaction') return { id: this.messages.react(person, input) };
    return { id: this.messages.send(person, input).id };
  }

  @Post(':id/messages/:messageId/revoke')
  @HttpCode(204)
  revoke(@Param('id') id: string, @Param('messageId') messageId: string): void {
    this.messages.revoke(this.find(id), messageId);
  }

  @Post(':id/messages/:messageId/edit')
  @HttpCode(204)
  edit(@Param('id') id: string, @Param('messageId') messageId: string, @Body() body: unknown): void {
    this.messages.edit(this.find(id), messageId, readBody(editSchema, body).text);
  }

  @Post(':id/read')
  @HttpCode(204)
  read(@Param('id') id: string): void {
    this.deliveries.readAll(this.find(id));
  }

  private find(id: string): Person {
    const person = this.people.find(id);
    if (!person) throw new AppError('NOT_FOUND', { message: 'no such person' });
    return person;
  }
}
