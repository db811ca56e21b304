import { CreateConversations1764000000000 } from './1764000000000-create-conversations.js';

export const migrations = [CreateConversations1764000000000];
