/** Buttons in the product's few looks, each doing at once what it says and sending no form, and the keys for them. */
import type { ButtonHTMLAttributes, ComponentChildren } from 'preact';
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

/** A key to press, as decoration: the control it stands in tells assistive technology by `aria-keyshortcuts`. */
export function Key({ children }: { children: ComponentChildren }) {
  return (
    <span class="key" aria-hidden="true">
      {children}
    </span>
  );
}
