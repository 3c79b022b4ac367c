/** Languages that a voice can have, as ISO 639-1 code and name. */
export const LANGUAGES = [
  ['en', 'English'],
  ['zh', 'Chinese (中文)'],
  ['ja', 'Japanese (日本語)'],
  ['ko', 'Korean (한국어)'],
  ['de', 'German (Deutsch)'],
  ['es', 'Spanish (Español)'],
  ['fr', 'French (Français)'],
  ['it', 'Italian (Italiano)'],
  ['pt', 'Portuguese (Português)'],
  ['ru', 'Russian (Русский)'],
];

/** The name of a language; its code where it has none here. */
export function languageName(code) {
  return LANGUAGES.find(([known]) => known === code)?.[1] ?? code;
}
