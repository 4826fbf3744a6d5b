/** Buttons in the product's few looks: each does what it says at once, and sends no form. */
import type { ButtonHTMLAttributes } from 'preact';
import { Icon, type IconName } from './icon.tsx';

type Attributes = ButtonHTMLAttributes<HTMLButtonElement>;

export function Button({
  look = 'button',
  ...rest
}: Attributes & { look?: 'button' | 'button button-main' | 'link' }) {
  return <button type="button" class={look} {...rest} />;
}

/** `label`: what the icon alone does not say. */
export function IconButton({
  icon,
  size = 16,
  label,
  ...rest
}: Attributes & { icon: IconName; size?: number; label: string }) {
  return (
    <button type="button" class="icon-button" aria-label={label} {...rest}>
      <Icon name={icon} size={size} />
    </button>
  );
}
