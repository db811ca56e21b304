import type { Language } from '../../replies/detect-language.js';
import type { Layout } from './design.js';

interface DesignWords {
  summary: (layout: Layout, isDark: boolean) => string;
  changed: string;
}

/** What the designer says of its work. */
export const designWords: Record<Language, DesignWords> = {
  en: {
    summary: (layout, isDark) =>
      `${isDark ? 'A dark' : 'A light'} palette with text that reads well everywhere, system fonts, and ${
        {
          split: 'a two-column opening with an illustration',
          centered: 'a calm, centred opening',
          banner: 'a full-width opening',
        }[layout]
      }.`,
    changed: 'The look follows the change; everything else stays as it was.',
  },
  es: {
    summary: (layout, isDark) =>
      `Una paleta ${isDark ? 'oscura' : 'clara'} con textos que se leen bien, tipografías del sistema y ${
        {
          split: 'una portada a dos columnas con ilustración',
          centered: 'una portada tranquila y centrada',
          banner: 'una portada a todo el ancho',
        }[layout]
      }.`,
    changed: 'El aspecto sigue el cambio; todo lo demás queda como estaba.',
  },
  pt: {
    summary: (layout, isDark) =>
      `Uma paleta ${isDark ? 'escura' : 'clara'} com textos fáceis de ler, fontes do sistema e ${
        {
          split: 'uma abertura em duas colunas com ilustração',
          centered: 'uma abertura calma e centralizada',
          banner: 'uma abertura de largura total',
        }[layout]
      }.`,
    changed: 'A aparência segue a mudança; todo o resto fica como estava.',
  },
};
