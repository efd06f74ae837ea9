/** Links with the look of Mantine and the typed routes of the router. */
import { Anchor, Badge, Button, NavLink, type AnchorProps, type BadgeProps, type ButtonProps, type NavLinkProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, Ref } from 'react'

type Own<P> = P & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof P> & { ref?: Ref<HTMLAnchorElement> }

export const TextLink = createLink((props: Own<AnchorProps>) => <Anchor {...props} />)
export const ButtonLink = createLink((props: Own<ButtonProps>) => <Button component="a" {...props} />)
export const BadgeLink = createLink((props: Own<BadgeProps>) => <Badge component="a" {...props} />)
export const PlaceLink = createLink((props: Own<NavLinkProps>) => <NavLink component="a" {...props} />)
