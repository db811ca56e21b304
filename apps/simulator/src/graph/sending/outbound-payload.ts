/** A body of the messages endpoint after its validation. */
interface Base {
  to?: string;
  recipient?: string;
  context?: { message_id: string };
  biz_opaque_callback_data?: string;
}

export interface MediaNode {
  id?: string;
  link?: string;
  caption?: string;
  filename?: string;
  voice?: boolean;
}

export type MediaType = 'image' | 'video' | 'audio' | 'document' | 'sticker';

export interface LocationNode {
  latitude: number | string;
  longitude: number | string;
  name?: string;
  address?: string;
}

export interface CardNode {
  name: { formatted_name: string };
  phones?: { phone?: string; wa_id?: string }[];
}

export interface HeaderNode {
  type: 'text' | 'image' | 'video' | 'document';
  text?: string;
  image?: MediaNode;
  video?: MediaNode;
  document?: MediaNode;
}

export interface ListRow {
  id: string;
  title: string;
  description?: string;
}

interface InteractiveBase {
  header?: HeaderNode;
  body: { text: string };
  footer?: { text: string };
}

export type InteractiveNode = InteractiveBase &
  (
    | { type: 'button'; action: { buttons: { type: 'reply'; reply: { id: string; title: string } }[] } }
    | { type: 'list'; action: { button: string; sections: { title?: string; rows: ListRow[] }[] } }
    | { type: 'cta_url'; action: { name: 'cta_url'; parameters: { display_text: string; url: string } } }
    | { type: 'location_request_message'; action: { name: 'send_location' } }
  );

export interface TemplateComponent {
  type: string;
  parameters?: { type: string; text?: string; parameter_name?: string }[];
}

export interface TemplateNode {
  name: string;
  language: { code: string };
  components?: TemplateComponent[];
}

export type OutboundPayload = Base &
  (
    | { type: 'text'; text: { body: string } }
    | { type: 'image'; image: MediaNode }
    | { type: 'video'; video: MediaNode }
    | { type: 'audio'; audio: MediaNode }
    | { type: 'document'; document: MediaNode }
    | { type: 'sticker'; sticker: MediaNode }
    | { type: 'location'; location: LocationNode }
    | { type: 'contacts'; contacts: CardNode[] }
    | { type: 'reaction'; reaction: { message_id: string; emoji: string } }
    | { type: 'interactive'; interactive: InteractiveNode }
    | { type: 'template'; template: TemplateNode }
  );
