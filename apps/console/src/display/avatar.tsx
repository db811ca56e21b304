import { hueOf, initialsOf } from './initials.js';

export function Avatar({ name, id, size = 40 }: { name: string; id: string; size?: number }) {
  return (
    <span className="avatar" data-hue={hueOf(id)} style={{ width: size, height: size }} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}
