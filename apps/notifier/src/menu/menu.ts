/** What WhatsApp shows before anybody has typed: commands after a slash, and first sentences in an empty chat. */
export interface Menu {
  commands: { command_name: string; command_description: string }[];
  prompts: string[];
}
