import type { FileProblem } from '../media/file-problem.js';

interface UnreadTexts {
  sentence: string;
  /** The one case that is nobody's fault but ours. */
  deaf: string;
  what: Record<'photo' | 'voice' | 'audio' | 'document' | 'file', string>;
  why: Record<FileProblem, string>;
}

const en: UnreadTexts = {
  sentence: 'I could not read {{list}}: could you send it another way, or tell me in words?',
  deaf: 'I cannot listen to recordings here: could you write it, please?',
  what: {
    photo: 'the photo',
    voice: 'the voice note',
    audio: 'the audio',
    document: 'the document',
    file: 'the file',
  },
  why: {
    expired: 'it is no longer available',
    too_large: 'it is too large',
    wrong_type: 'it is not the kind of file it claims to be',
    damaged: 'it arrived damaged',
    protected: 'it is protected by a password',
    unavailable: 'I cannot get it right now',
    no_speech_service: 'I cannot listen to recordings here',
    not_understood: 'I could not make out any words',
    too_many: 'it was too much at once',
  },
};

const es: UnreadTexts = {
  sentence: 'No he podido leer {{list}}: ¿puedes enviarlo de otra forma o contármelo por escrito?',
  deaf: 'Aquí no puedo escuchar grabaciones: ¿me lo escribes, por favor?',
  what: { photo: 'la foto', voice: 'la nota de voz', audio: 'el audio', document: 'el documento', file: 'el archivo' },
  why: {
    expired: 'ya no está disponible',
    too_large: 'pesa demasiado',
    wrong_type: 'no es el tipo de archivo que dice ser',
    damaged: 'llegó con errores',
    protected: 'tiene contraseña',
    unavailable: 'ahora mismo no puedo descargarlo',
    no_speech_service: 'aquí no puedo escuchar grabaciones',
    not_understood: 'no se entiende lo que dice',
    too_many: 'eran demasiados a la vez',
  },
};

const pt: UnreadTexts = {
  sentence: 'Não consegui ler {{list}}: você pode enviar de outra forma ou me contar por escrito?',
  deaf: 'Aqui não consigo ouvir gravações: você pode escrever, por favor?',
  what: { photo: 'a foto', voice: 'a mensagem de voz', audio: 'o áudio', document: 'o documento', file: 'o arquivo' },
  why: {
    expired: 'não está mais disponível',
    too_large: 'é grande demais',
    wrong_type: 'não é o tipo de arquivo que diz ser',
    damaged: 'chegou com erros',
    protected: 'tem senha',
    unavailable: 'não consigo baixar agora',
    no_speech_service: 'aqui não consigo ouvir gravações',
    not_understood: 'não dá para entender o que diz',
    too_many: 'eram muitos de uma vez',
  },
};

export const unreadTexts = { en, es, pt };
