// Generated from openapi.json by `npm run api`. Do not edit.

export interface paths {
    "/api/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Accounts, in pages. */
        get: operations["list_accounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An account with its tier, score and contacts. */
        get: operations["get_account"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes an account. */
        patch: operations["change_account"];
        trace?: never;
    };
    "/api/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests for approval, the latest first. */
        get: operations["list_approvals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Agrees to what a colleague asked for, which then happens as it was asked. When it is not what it was any more, nothing
         *     happens and it has to be asked for anew.
         */
        post: operations["approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes back what one has asked for oneself. */
        post: operations["cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuses what a colleague asked for. */
        post: operations["refuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what, the latest first. */
        get: operations["list_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Contacts by filter, in pages. */
        get: operations["list_contacts"];
        put?: never;
        /** Adds a contact. */
        post: operations["create_contact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every contact that the list would show, as CSV (UTF-8, comma), one column a field. Personal fields are masked without
         *     the right to export.
         */
        get: operations["export_contacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A contact with its profile. */
        get: operations["get_contact"];
        put?: never;
        post?: never;
        /** Erases a contact; its opt-outs stay. */
        delete: operations["erase_contact"];
        options?: never;
        head?: never;
        /** Changes a contact. */
        patch: operations["change_contact"];
        trace?: never;
    };
    "/api/v1/contacts/{id}/consent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records that consent was given or withdrawn. */
        post: operations["change_consent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{id}/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Segments, score, gates and stage of a contact, each with its reasons. */
        get: operations["explain_contact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes over another contact's history. */
        post: operations["merge_contacts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An email as this contact would see it: what is in force, else the draft. */
        get: operations["preview_email"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A contact's activities, the latest first. */
        get: operations["get_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/costs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cost lines, the latest period first. */
        get: operations["list_costs"];
        put?: never;
        /** Adds a cost line. */
        post: operations["create_cost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/costs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a cost line. */
        delete: operations["delete_cost"];
        options?: never;
        head?: never;
        /** Changes a cost line. */
        patch: operations["change_cost"];
        trace?: never;
    };
    "/api/v1/definitions/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Definitions of a kind. */
        get: operations["list_definitions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions/{kind}/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A definition: what is in force and its draft. */
        get: operations["get_definition"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions/{kind}/{key}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a definition out of force. What others refer to stays. One that was never in force leaves nothing but its entry
         *     in the audit trail; the answer shows what it was.
         */
        post: operations["archive_definition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions/{kind}/{key}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What differs between two versions; the draft counts as the next one. */
        get: operations["get_diff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions/{kind}/{key}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Saves a draft, which may still have problems. */
        put: operations["put_draft"];
        post?: never;
        /** Throws a draft away; what is in force stays. */
        delete: operations["drop_draft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions/{kind}/{key}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version, the latest first. */
        get: operations["get_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions/{kind}/{key}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts the draft in force. Where the caller's role needs a second person for what sends, it is asked for instead. */
        post: operations["publish_definition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions/{kind}/{key}/rehearsal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Runs a draft over history: how many, who enters and leaves, how well it predicts won deals. Nothing is changed. */
        post: operations["rehearse_definition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions/{kind}/{key}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts an earlier version in force as a new one; where a second person is needed, it becomes the draft and is asked for. */
        post: operations["roll_back_definition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dmarc-reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hands in a DMARC report as it came: the message, or its file. The same report again changes nothing. */
        post: operations["hand_in_report"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emails/{key}/drawn": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A published version of an email as it goes out, each of its links with its place: what clicks are drawn on. */
        get: operations["get_drawn_email"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emails/{key}/preflight": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Looks at an email by itself, for nobody in particular. */
        post: operations["preflight_email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emails/{key}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends an email to try it. Nothing of it is tracked or counted. */
        post: operations["send_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emails/render": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Renders an email as a contact would see it, which takes the right to read contacts, or as nobody in particular would. */
        post: operations["render_email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The instance as text, in a tar archive: one file a definition in force, as `siembra apply` reads it. */
        get: operations["export_instance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The latest pictures, newest first. */
        get: operations["list_files"];
        put?: never;
        /** Takes in a picture, or a file to attach. What it is, its content says, not its name. The same again is the same file. */
        post: operations["upload_file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funnel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Leads by stage. */
        get: operations["get_funnel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Imports, the latest first. */
        get: operations["list_imports"];
        put?: never;
        /** Uploads a file and proposes how to read it. */
        post: operations["upload_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An import and how far it is. */
        get: operations["get_import"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reads the whole file and changes nothing; the downloads show what would be rejected and why. */
        post: operations["dry_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/mapping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes how the file is read. What the mapping leaves out stays as proposed. */
        put: operations["put_mapping"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/rejected.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rejected rows with their reasons, to be corrected and brought again. */
        get: operations["get_rejected"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Starts the import. */
        post: operations["start_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/warnings.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Warnings with their rows. */
        get: operations["get_warnings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** API keys and write keys, the latest first. */
        get: operations["list_keys"];
        put?: never;
        /** Makes a key; the secret is shown this once. */
        post: operations["create_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes a key at once. */
        delete: operations["revoke_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kpis": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The twelve KPIs of a period in their four groups. */
        get: operations["get_kpis"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kpis/{key}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rows behind a KPI. */
        get: operations["get_kpi_rows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kpis/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Emails sent and quality triggers by user and team. */
        get: operations["get_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lanes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What holds mail back now, with what the other side said last. */
        get: operations["list_lanes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Leads: the sales worklist and the lists of what is missing. */
        get: operations["list_leads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A lead with its stages and reasons. */
        get: operations["get_lead"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leads/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sales accepts, rejects or recycles a lead. */
        post: operations["decide_lead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leads/{id}/hand-over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hands a qualified lead to sales that has not been handed over yet. */
        post: operations["hand_over_lead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lists/{key}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts contacts on a list. */
        post: operations["add_members"];
        /** Takes contacts off a list. */
        delete: operations["remove_members"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mail/returned": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Mail that came back, the latest first: at most 10,000 messages of the last 90 days. */
        get: operations["list_returned"];
        put?: never;
        /**
         * Hands in a message that came back, as it came over the wire. A bounce is judged and told on the timeline of its
         *     contact; an address that nobody has is given up; who complains gets no more marketing mail. The same message again
         *     changes nothing.
         */
        post: operations["hand_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mail/returned/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A message that came back, as it came; its first 64 KB. */
        get: operations["get_returned"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mail/returned/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undoes what wrong bounces brought upon addresses: they get mail again. Complaints stay. */
        post: operations["undo_returned"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document. */
        get: operations["openapi_document"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/opportunities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Opportunities, the latest first. */
        get: operations["list_opportunities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/opportunities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An opportunity with its contacts. */
        get: operations["get_opportunity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Captured mail, the latest first. */
        get: operations["list_outbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outbox/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A captured message. */
        get: operations["get_message"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outbox/{id}/attachments/{place}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file that went with it, by its place from 0. */
        get: operations["get_message_attachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outbox/{id}/html": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The HTML part, to be shown in a sandboxed frame. */
        get: operations["get_message_html"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Inputs that could not be applied, the latest first. */
        get: operations["list_parked"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parked/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Gives one up. */
        delete: operations["drop_parked"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parked/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries one again. What fails again is parked again. */
        post: operations["replay_parked"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/programs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Programs with their figures. */
        get: operations["list_programs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/programs/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A program with its results. */
        get: operations["get_program"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/programs/{key}/audience": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whom a program would reach now, and whom the send gate would hold back. */
        get: operations["get_audience"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/programs/{key}/hits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Fetches of a program's mail, the latest first. */
        get: operations["list_hits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/programs/{key}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Members of a program, the latest change of status first. */
        get: operations["list_program_members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/programs/{key}/preflight": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Looks at everything that a run of a batch program would send now, and to whom. Starting a run asks the same again. */
        post: operations["preflight_program"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/programs/{key}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a program go on that what came back has stopped. From then on it is judged anew. */
        post: operations["release_program"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/programs/{key}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What came of the mail of a program or of one of its runs, by recipient domain, device, variant, segment and link. */
        get: operations["get_results"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/programs/{key}/results.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The results as CSV (UTF-8, comma): a line for each number. */
        get: operations["export_results"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/programs/{key}/results/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The contacts behind a number of the results. */
        get: operations["list_result_contacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/programs/{key}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a batch program, now or at a time. Where the caller's role needs a second person, it is asked for instead. A
         *     request that is repeated with the same `Idempotency-Key` is answered with the run that the first one started.
         */
        post: operations["start_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Runs one SELECT over records and activities. */
        post: operations["run_query"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/query/tables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tables that a query may read. */
        get: operations["list_tables"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a run; what is sent stays sent. */
        post: operations["cancel_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pauses a run: what has not gone out waits. */
        post: operations["pause_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/reschedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts a run that has not begun to another time. */
        post: operations["reschedule_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Goes on with a paused run. One that was stopped by bounces or complaints goes on only `in_spite` of them. */
        post: operations["resume_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What came of the variants of a run so far. Opens and clicks are those of people. */
        get: operations["get_test"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/winner": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Chooses what those get who wait for the winner, before its time or where nothing was clear. */
        post: operations["choose_winner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/segments/{key}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Members of a published segment, the latest contact first. */
        get: operations["list_members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/segments/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Counts whom a filter means now. */
        post: operations["count_segment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sender-domains": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Domains that mail is sent from, by name. */
        get: operations["list_sender_domains"];
        put?: never;
        /** Adds a domain and makes its keys. Mail leaves from it, and is signed, once its records are in DNS. */
        post: operations["add_sender_domain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sender-domains/{domain}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A domain: the records that it needs, what DNS holds of them, what large receivers ask for, and what they report. */
        get: operations["get_sender_domain"];
        put?: never;
        post?: never;
        /** Takes a domain and its keys away: what is sent from it is not signed any more, and waits. */
        delete: operations["delete_sender_domain"];
        options?: never;
        head?: never;
        /** Says what SPF should allow, or lets mail leave although the domain is not verified. */
        patch: operations["change_sender_domain"];
        trace?: never;
    };
    "/api/v1/sender-domains/{domain}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Looks at DNS now. */
        post: operations["check_sender_domain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sends": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sends, the latest first. */
        get: operations["list_sends"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in and what they may do. */
        get: operations["get_session"];
        put?: never;
        /** Signs in: answers with the session cookie. */
        post: operations["sign_in"];
        /** Signs out and ends the session. */
        delete: operations["sign_out"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes one's own password and ends all of one's sessions; sign in again with the new one. */
        put: operations["change_password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suppressions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Suppressed addresses, the latest first. */
        get: operations["list_suppressions"];
        put?: never;
        /** Keeps mail from an address. */
        post: operations["suppress_address"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suppressions/lift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lifts one thing that is against an address. Consent is another matter: it is not given by this. */
        post: operations["lift_suppression"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suppressions/lift-matching": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lifts what made addresses invalid, of all that match a filter: a receiving domain was out of order and said for an hour
         *     that nobody is there. Without `count` it is a dry run. It lifts for 15 seconds at most and says how many are left;
         *     asked again, it goes on. Opt-outs, complaints and blocks are not lifted so.
         */
        post: operations["lift_matching"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/test-size": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many contacts each variant needs to see a difference. */
        get: operations["test_size"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Users, by name. */
        get: operations["list_users"];
        put?: never;
        /** Adds a user. */
        post: operations["create_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes a user. A new password, a new role or deactivation ends the user's sessions. */
        patch: operations["change_user"];
        trace?: never;
    };
    "/api/v1/ways-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every way by which mail and reports come back, with when something last came by it and why it does not work. The
         *     webhooks of ways out are among them before they have told anything.
         */
        get: operations["list_ways_back"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ways-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every way out in order of preference, with how it does, and the rules that decide between them. */
        get: operations["list_ways"];
        put?: never;
        /** Adds a way out. Its secrets are kept encrypted and never shown. */
        post: operations["create_way"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ways-out/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes a way out. Secrets that are not sent stay as they are. */
        put: operations["change_way"];
        post?: never;
        /** Removes a way out, unless a rule names it. */
        delete: operations["delete_way"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ways-out/{key}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whether a way out can be reached and knows us. Nothing is sent. One that rests goes to work again when it does. */
        post: operations["check_way"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ways-out/route": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which way a message would take now, and what stands against the others. */
        get: operations["get_route"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ways-out/routing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets the order of the ways and the rules that decide between them. */
        put: operations["put_routing"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/f/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file. Its address is that of its content, so it may be kept for ever. */
        get: operations["show_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/hooks/{provider}/{way}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a provider's report: bounces, complaints, opt-outs and deliveries of messages that went out by this way. It is
         *     checked by the provider's signature or password, as the way was told; what is told again has no effect.
         */
        post: operations["take_report"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers. */
        get: operations["livez"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/p/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The page on which a recipient sees and chooses what to receive. */
        get: operations["show_preferences"];
        put?: never;
        /** Changes what a recipient receives, by the page's own form; any other POST shows the page. */
        post: operations["change_preferences"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The database answers too, so that requests can be served. Too little room on the disk is only told: links in mail and
         *     opting out need this process all the same.
         */
        get: operations["readyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/t/c/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A tracked link: records the click and leads on. A forged one leads nowhere. */
        get: operations["follow_link"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/t/o/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The pixel that reports an opening. The picture comes whatever the token is. */
        get: operations["open_pixel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/u/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The page that asks whether to unsubscribe, from the topic of the message or from everything. */
        get: operations["ask_unsubscribe"];
        put?: never;
        /**
         * Unsubscribes: from the page, or by a mail program's one click (RFC 8058), which is about the message's topic where it
         *     has one.
         */
        post: operations["unsubscribe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The message in the browser. */
        get: operations["view_message"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alias": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Two user ids are the same person. */
        post: operations["alias"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Up to 1,000 events of any kind in one call. One that is wrong refuses the whole batch and is named. */
        post: operations["batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/group": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The user belongs to an account. */
        post: operations["group"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says who a browser or user is, with traits. */
        post: operations["identify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/page": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A page was viewed. */
        post: operations["page"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/track": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Something happened. */
        post: operations["track"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description The part of a column's mapping that answers.
         * @enum {string}
         */
        About: "date_format" | "decimal_mark" | "currency" | "unit";
        /** @description What to change of an account; what is absent stays. */
        AccountPatch: {
            fields?: {
                [key: string]: components["schemas"]["Value"];
            };
            named_tier?: components["schemas"]["Tier"] | null;
            owner?: string | null;
            relationship?: components["schemas"]["Relationship"] | null;
        };
        /** @description An account in a list. */
        AccountRow: {
            annual_revenue?: components["schemas"]["Money"] | null;
            /** Format: int64 */
            contacts: number;
            country?: string | null;
            domain?: string | null;
            /** Format: int64 */
            employees?: number | null;
            id: string;
            industry?: string | null;
            name: string;
            /** Format: int64 */
            open_opportunities: number;
            owner?: components["schemas"]["Reference"] | null;
            relationship: components["schemas"]["Relationship"];
            /** Format: int32 */
            score: number;
            tier: components["schemas"]["Tier"];
            /** @description The tier was chosen by a person. */
            tier_by_hand: boolean;
        };
        /** @enum {string} */
        AccountSort: "name" | "-score" | "-contacts";
        /** @description An account with everything that its page shows. */
        AccountView: components["schemas"]["AccountRow"] & {
            contributions: components["schemas"]["Contribution"][];
            created_at: components["schemas"]["Timestamp"];
            external_id?: string | null;
            fields: {
                [key: string]: components["schemas"]["Value"];
            };
            opportunities: components["schemas"]["OpportunityRow"][];
            /** @description The first 200, highest score first; `contacts` counts all. */
            people: components["schemas"]["ContactRow"][];
            updated_at: components["schemas"]["Timestamp"];
        };
        /**
         * @description Whose deed an activity is.
         * @enum {string}
         */
        ActivityNature: "contact" | "ours" | "rep";
        /** @description An activity on a timeline. */
        ActivityView: {
            asset?: string | null;
            /** @description Label of the asset, email or program that `asset` names. */
            asset_label?: string | null;
            by?: components["schemas"]["Reference"] | null;
            kind: string;
            label: string;
            lead?: string | null;
            live: boolean;
            nature: components["schemas"]["ActivityNature"];
            /**
             * Format: int64
             * @description Place in the ledger.
             */
            number: number;
            occurred_at: components["schemas"]["Timestamp"];
            properties: {
                [key: string]: components["schemas"]["Value"];
            };
            recorded_at: components["schemas"]["Timestamp"];
            source: string;
            value?: components["schemas"]["Money"] | null;
        };
        /**
         * @description How a contact uses an address.
         * @enum {string}
         */
        AddressUse: "primary" | "secondary" | "former";
        /**
         * @description What variants are compared by. Opens and clicks are those of people.
         * @enum {string}
         */
        Aim: "opens" | "clicks" | "conversions" | "revenue";
        AlertTo: "owner" | {
            user: string;
        };
        /** @description What of an activity is added up or compared. */
        Amount: "value" | {
            /** @description A property that is a number. */
            property: string;
        };
        /** @description Roles that need a second person. Nobody ever approves what they asked for themselves. */
        Approval: {
            /** @description Who may approve besides administrators, of what they may do themselves. */
            approvers?: components["schemas"]["Role"][];
            /** @description Whose emails, snippets, assets and programs are put in force only when another person has approved them. */
            publishing?: components["schemas"]["Role"][];
            /** @description Whose runs of batch programs wait until another person has approved them. */
            runs?: components["schemas"]["Role"][];
        };
        /** @enum {string} */
        ApprovalAction: "run" | "publish";
        /** @description What was asked for, as it stood then. */
        ApprovalAsked: {
            at?: components["schemas"]["Timestamp"] | null;
            /**
             * Format: int64
             * @description Runs: how many contacts the audience had, and of these how many could be sent to.
             */
            audience?: number | null;
            /** @description Runs: codes of errors that it is started despite. */
            despite: string[];
            /** @description Runs: what preflight said. */
            findings: components["schemas"]["ApprovalFinding"][];
            /** @description Publishing: the note for its history. */
            note: string;
            /** @description Mail that ignores marketing opt-out. */
            operational: boolean;
            /** Format: int64 */
            sendable?: number | null;
        };
        ApprovalFinding: {
            code: string;
            /** Format: int64 */
            contacts: number;
            message: string;
            severity: components["schemas"]["Severity"];
        };
        /** @description What to say with a decision. */
        ApprovalNote: {
            note?: string;
        };
        /** @description The latest first, at most 200. */
        Approvals: {
            items: components["schemas"]["ApprovalView"][];
        };
        /** @enum {string} */
        ApprovalState: "waiting" | "approved" | "refused" | "cancelled" | "void";
        /** @description What somebody asks a second person for. */
        ApprovalView: {
            action: components["schemas"]["ApprovalAction"];
            asked: components["schemas"]["ApprovalAsked"];
            asked_at: components["schemas"]["Timestamp"];
            asked_by: string;
            decided_at?: components["schemas"]["Timestamp"] | null;
            decided_by?: string | null;
            id: string;
            key: string;
            /** @description A program's run, or the definition to publish. */
            kind: components["schemas"]["DefinitionKind"];
            label: string;
            /** @description The caller may approve or refuse it. */
            may_decide: boolean;
            /** @description The caller asked for it, and may take it back. */
            mine: boolean;
            /** @description What was said when it was decided. */
            note: string;
            /** @description Why it is void. */
            reason?: string | null;
            /** @description The run that was started. */
            run?: string | null;
            state: components["schemas"]["ApprovalState"];
            /** @description Label of the API key that it was asked through. */
            through?: string | null;
            /** @description By `kind/key`, the versions that were asked for; of a draft, the one that it becomes. */
            versions: {
                [key: string]: number;
            };
        };
        /** @description A lead's qualification, with the evidence of its moment. */
        Aql: {
            /** Format: int32 */
            account: number;
            at: components["schemas"]["Timestamp"];
            /** Format: int32 */
            behaviour: number;
            /** Format: int32 */
            qualification_version: number;
            /** @description One line a gate, readable by sales. */
            reasons: string[];
            /**
             * Format: int32
             * @description Version of the scoring model and of the qualification rules that decided.
             */
            scoring_version: number;
        };
        /**
         * @description What a finding is about, in the order in which they are looked at.
         * @enum {string}
         */
        Area: "audience" | "test" | "sender" | "template" | "variables" | "subject" | "links" | "pictures" | "contrast" | "size" | "spam";
        /** @description Which version of an email is looked at. */
        AskPreflight: {
            /** @description The draft instead of what is published. */
            draft?: boolean;
        };
        AsOf: {
            /** Format: double */
            auc?: number | null;
            day: string;
            /** Format: int64 */
            leads: number;
            /** Format: int64 */
            won: number;
        };
        /** @description A piece of content that nurture may send. */
        Asset: {
            /** @description Nurture categories that it suits; all when empty. */
            categories?: string[];
            depth: components["schemas"]["Depth"];
            description?: string;
            /** @description Key of the email that offers it. */
            email: string;
            label: string;
            language?: string | null;
            /**
             * Format: int32
             * @description Lower goes first within a depth.
             */
            order?: number;
            type: components["schemas"]["AssetType"];
            /** @description Where it is read. */
            url: string;
        };
        /** @enum {string} */
        AssetType: "blog" | "cheat_sheet" | "infographic" | "ebook" | "webinar" | "analyst_report" | "accelerator";
        /** @description To whom an AQL goes: the first rule that matches. */
        Assignment: {
            label: string;
            rules: components["schemas"]["AssignmentRule"][];
        };
        AssignmentRule: {
            label: string;
            /**
             * Format: int32
             * @description Business hours until sales must have answered.
             */
            sla_hours: number;
            to: components["schemas"]["AssignTo"];
            when?: components["schemas"]["Filter"];
        };
        /** @description Users are named by their e-mail address, so that the text export reads well. */
        AssignTo: "account_owner" | {
            user: string;
        } | {
            /** @description In turn. */
            round_robin: string[];
        };
        /** @description So many contacts of the account, the contact itself included, for whom a condition holds. Without an account: none. */
        AtAccount: {
            count?: components["schemas"]["Count"];
            who: components["schemas"]["Filter"];
        };
        /** @description A file that was uploaded, under the name that recipients see. */
        Attachment: {
            /** @description SHA-256 of its content in hexadecimal digits, as its address has it. */
            file: string;
            name: string;
        };
        AuditView: {
            action: string;
            /** @description Name of the user, or the label of the key. */
            actor: string;
            at: components["schemas"]["Timestamp"];
            detail: string;
            /** Format: int64 */
            id: number;
            object: string;
        };
        /** @description Points for what a contact did. Activities that are not the contact's own never count. */
        BehaviourRule: {
            /**
             * Format: int32
             * @description Points halve each time this many × 24 h pass; no decay when absent.
             */
            half_life_days?: number | null;
            key: string;
            label: string;
            /**
             * Format: int32
             * @description Only the last N × 24 h count; all when absent.
             */
            last_days?: number | null;
            /**
             * Format: int32
             * @description At most this many times count, the latest first; all when absent.
             */
            most?: number | null;
            /**
             * Format: int32
             * @description Points for each time (may be negative).
             */
            points: number;
            what: components["schemas"]["Matcher"];
        };
        /** @description The company's look. Colours are written `#1f7a5c`, lengths are pixels. */
        Brand: {
            /** @default #2f7350 */
            button?: string;
            /** @default #ffffff */
            button_text?: string;
            /**
             * @description Font families as CSS lists them.
             * @default Helvetica, Arial, sans-serif
             */
            font?: string;
            /** @default #1f6b47 */
            link?: string;
            /**
             * @description Address of the picture; no logo when empty.
             * @default
             */
            logo?: string;
            /**
             * @description Where the logo leads.
             * @default
             */
            logo_link?: string;
            /**
             * Format: int32
             * @default 140
             */
            logo_width?: number;
            /**
             * @description What is around the mail.
             * @default #f4f2ec
             */
            page?: string;
            /**
             * Format: int32
             * @description Of buttons.
             * @default 6
             */
            radius?: number;
            /**
             * Format: int32
             * @default 16
             */
            size?: number;
            /**
             * @description Colour and size of text.
             * @default #1d2722
             */
            text?: string;
        };
        /** @description Working hours on working days, in the instance's zone. */
        BusinessHours: {
            /** @description 1 Monday – 7 Sunday. */
            days: number[];
            /**
             * Format: int32
             * @description 0–23.
             */
            from: number;
            /**
             * Format: int32
             * @description 1–24.
             */
            to: number;
        };
        /**
         * @description A stretch of the calendar in the instance's zone.
         * @enum {string}
         */
        Calendar: "day" | "week" | "month" | "quarter" | "year";
        CauseCount: {
            cause: string;
            /** Format: int64 */
            contacts: number;
        };
        /** @description How many records a change touched. */
        Changed: {
            /** Format: int64 */
            changed: number;
        };
        /** @description One allowed value of a choice field. */
        Choice: {
            key: string;
            label: string;
        };
        ChooseWinner: {
            /** @description Key of the variant. */
            variant: string;
        };
        /** @description A column of the file. */
        ColumnMapping: components["schemas"]["ColumnRule"] & {
            /** @description As in the header. */
            column: string;
            on_problem?: components["schemas"]["OnProblem"] | null;
            to?: components["schemas"]["Target"] | null;
            type?: components["schemas"]["FieldType"] | null;
        };
        /** @description How the cells of a column are read. What is absent is not needed for the column's type, or still open. */
        ColumnRule: {
            /**
             * @description Alpha-2 code of the country of phone numbers without their own code.
             * @default null
             */
            country?: string | null;
            /** @default null */
            currency?: components["schemas"]["Currency"] | null;
            /** @default null */
            date_format?: components["schemas"]["DateFormat"] | null;
            /** @default null */
            decimal_mark?: components["schemas"]["DecimalMark"] | null;
            /**
             * Format: int64
             * @description What one of the column's numbers stands for: 1000 for a column in thousands.
             * @default null
             */
            scale?: number | null;
            /**
             * @description The only unit that numbers may carry; any one when absent.
             * @default null
             */
            unit?: string | null;
            /**
             * @description What to read instead of a value, by the value as written (case and accents do not matter).
             * @default {}
             */
            values?: {
                [key: string]: string;
            };
            /**
             * @description IANA zone of times without their own offset; UTC when absent.
             * @default null
             */
            zone?: string | null;
        };
        ConsentChange: {
            /** @description Where and how, as the proof to keep: "signed form, fair in Oslo". */
            basis: string;
            given: boolean;
        };
        /** @description An entry of the consent ledger: the proof. */
        ConsentEntry: {
            at: components["schemas"]["Timestamp"];
            /** @description Where and how. */
            basis: string;
            given: boolean;
            source: string;
            /** @description Name of the user who recorded it. */
            user?: string | null;
        };
        /**
         * @description How marketing consent stands.
         * @enum {string}
         */
        ConsentTest: "given" | "withdrawn" | "none";
        /** @description Marketing consent and how it came about, newest first. */
        ConsentView: {
            history: components["schemas"]["ConsentEntry"][];
            state: components["schemas"]["ConsentTest"];
        };
        /** @description An address of a contact, with what the send gate knows of it. */
        ContactAddress: {
            address: string;
            blocked?: components["schemas"]["Suppressed"] | null;
            invalid?: components["schemas"]["Suppressed"] | null;
            opted_out?: components["schemas"]["Suppressed"] | null;
            /** @description info@, sales@ and the like. */
            role: boolean;
            /** @description Topics that it has opted out of. */
            topics: components["schemas"]["TopicOut"][];
            use: components["schemas"]["AddressUse"];
        };
        /** @description Everything that is derived about a contact, with its reasons. */
        ContactExplanation: {
            contributions: components["schemas"]["Contribution"][];
            /** @description Activities named as evidence above, newest first. */
            evidence: components["schemas"]["ActivityView"][];
            gates?: components["schemas"]["GatesView"] | null;
            scores: components["schemas"]["Scores"];
            segments: components["schemas"]["SegmentReason"][];
            stage?: components["schemas"]["StageReason"] | null;
            /** Format: int32 */
            total_score: number;
        };
        /** @description Contacts by id. */
        ContactIds: {
            contacts: string[];
        };
        /** @description What to change of a contact; what is absent stays. */
        ContactPatch: {
            account?: string | null;
            /** @description Further addresses to add. */
            addresses?: string[];
            email?: string | null;
            /** @description Values by field key; `null` clears. */
            fields?: {
                [key: string]: components["schemas"]["Value"];
            };
            owner?: string | null;
            relationship?: components["schemas"]["Relationship"] | null;
        };
        /** @description A contact in a list. */
        ContactRow: {
            account?: components["schemas"]["Reference"] | null;
            company?: string | null;
            country?: string | null;
            created_at: components["schemas"]["Timestamp"];
            email?: string | null;
            id: string;
            job_title?: string | null;
            last_activity?: components["schemas"]["Timestamp"] | null;
            name: string;
            owner?: components["schemas"]["Reference"] | null;
            relationship: components["schemas"]["Relationship"];
            scores: components["schemas"]["Scores"];
            stage?: components["schemas"]["Named"] | null;
            tier?: components["schemas"]["Tier"] | null;
            /** Format: int32 */
            total_score: number;
        };
        /** @enum {string} */
        ContactSort: "name" | "-created" | "-score" | "-last_activity";
        /** @description A contact with everything that its profile shows. */
        ContactView: components["schemas"]["ContactRow"] & {
            acquisition_program?: components["schemas"]["Named"] | null;
            /** Format: int64 */
            activities: number;
            addresses: components["schemas"]["ContactAddress"][];
            consent: components["schemas"]["ConsentView"];
            external_id?: string | null;
            /** @description Values by field key, in their plain JSON form. */
            fields: {
                [key: string]: components["schemas"]["Value"];
            };
            leads: components["schemas"]["LeadRow"][];
            lists: components["schemas"]["Named"][];
            opportunities: components["schemas"]["OpportunityRow"][];
            programs: components["schemas"]["Membership"][];
            segments: components["schemas"]["Named"][];
            updated_at: components["schemas"]["Timestamp"];
        };
        /** @description What one rule gave. */
        Contribution: {
            /** @description Ledger numbers of the latest activities that counted, rising; at most 20. */
            evidence: number[];
            label: string;
            part: components["schemas"]["ScorePart"];
            /**
             * Format: int32
             * @description Before the cap of the part.
             */
            points: number;
            /** @description Key of the rule in the model. */
            rule: string;
            /**
             * Format: int32
             * @description How many activities counted; 1 for a rule of fit or account.
             */
            times: number;
        };
        /** @enum {string} */
        CostCategory: "program" | "software" | "staff" | "agency" | "data";
        CostList: {
            items: components["schemas"]["CostView"][];
        };
        CostPatch: {
            amount?: components["schemas"]["Money"] | null;
            category?: components["schemas"]["CostCategory"] | null;
            from?: string | null;
            label?: string | null;
            /** @description `null` takes it off its program. */
            program?: string | null;
            to?: string | null;
        };
        CostView: {
            amount: components["schemas"]["Money"];
            category: components["schemas"]["CostCategory"];
            /** @description First day, `2026-01-01`. */
            from: string;
            id: string;
            label: string;
            /** @description Key of the program that it was spent on. */
            program?: string | null;
            /** @description Last day, included. */
            to: string;
        };
        /** @description How often. `at_most` with no minimum holds for contacts that never did it. */
        Count: {
            /** Format: int32 */
            at_least?: number;
            /** Format: int32 */
            at_most?: number | null;
        };
        CountFilter: {
            filter: components["schemas"]["Filter"];
        };
        Currency: string;
        DateFormat: string;
        DaySize: {
            /** @description `2026-01-31` */
            day: string;
            /** Format: int64 */
            draft: number;
            /**
             * Format: int64
             * @description Contacts of which nobody knows any more.
             */
            left_out: number;
            /** Format: int64 */
            published?: number | null;
        };
        DayValue: {
            /** @description `2026-01-31`. */
            day: string;
            /** Format: double */
            value?: number | null;
        };
        Decile: {
            /**
             * Format: int32
             * @description 1 is the best tenth.
             */
            decile: number;
            /** Format: int64 */
            leads: number;
            /**
             * Format: double
             * @description Win rate of the tenth ÷ win rate of all.
             */
            lift?: number | null;
            /** Format: int64 */
            score_from: number;
            /** Format: int64 */
            score_to: number;
            /**
             * Format: double
             * @description Leads with equal scores share their wins evenly, so this may be a fraction.
             */
            won: number;
        };
        /**
         * @description Which sign separates the decimals; the other one then separates thousands, as do spaces and apostrophes. In JSON the
         *     sign itself.
         * @enum {string}
         */
        DecimalMark: "." | ",";
        /** @description The difference of two versions, line by line of their readable text. */
        DefinitionDiff: {
            /** Format: int32 */
            from: number;
            lines: components["schemas"]["DiffLine"][];
            /** Format: int32 */
            to: number;
        };
        DefinitionHistory: {
            items: components["schemas"]["DefinitionVersion"][];
        };
        /**
         * @description Kinds of definition. The text export has one folder a kind.
         * @enum {string}
         */
        DefinitionKind: "field" | "segment" | "list" | "scoring" | "qualification" | "lifecycle" | "assignment" | "asset" | "email" | "program" | "goal" | "settings" | "snippet";
        DefinitionList: {
            items: components["schemas"]["DefinitionRow"][];
        };
        /** @description A definition in the list of its kind. */
        DefinitionRow: {
            at: components["schemas"]["Timestamp"];
            author?: string | null;
            /** @description The body in force, else the draft's: the schema of its kind (Segment, ScoringModel, Email …). */
            body: {
                [key: string]: components["schemas"]["Value"];
            };
            /** @description A draft lies on top of what is in force. */
            has_draft: boolean;
            key: string;
            kind: components["schemas"]["DefinitionKind"];
            label: string;
            /**
             * Format: int64
             * @description Segments and lists: how many contacts are members now.
             */
            members?: number | null;
            note: string;
            /** @description Segments: the filter as a sentence. */
            sentence?: string | null;
            state: components["schemas"]["DefinitionState"];
            /**
             * Format: int32
             * @description The version in force, else the latest.
             */
            version: number;
        };
        /** @enum {string} */
        DefinitionState: "draft" | "published" | "archived";
        /** @description One version of a definition. */
        DefinitionVersion: {
            at: components["schemas"]["Timestamp"];
            /** @description Name of who wrote it. */
            author?: string | null;
            body: {
                [key: string]: components["schemas"]["Value"];
            };
            note: string;
            state: components["schemas"]["DefinitionState"];
            /** Format: int32 */
            version: number;
        };
        /** @description A definition with what is in force and what is being written. */
        DefinitionView: {
            draft?: components["schemas"]["DefinitionVersion"] | null;
            key: string;
            kind: components["schemas"]["DefinitionKind"];
            label: string;
            /** Format: int64 */
            members?: number | null;
            /** @description What publishing the draft would refuse. */
            problems: components["schemas"]["ProblemView"][];
            published?: components["schemas"]["DefinitionVersion"] | null;
            sentence?: string | null;
        };
        /**
         * @description Depth of content in the buyer's journey.
         * @enum {string}
         */
        Depth: "early" | "mid" | "late";
        /** @description Something that happened, counted within a window. */
        Did: components["schemas"]["Matcher"] & {
            count?: components["schemas"]["Count"];
            window?: components["schemas"]["Window"];
        };
        DiffLine: {
            change: components["schemas"]["LineChange"];
            text: string;
        };
        /** @description A report that was handed in. */
        DmarcReport: {
            domain: string;
            /** Format: int64 */
            mails: number;
            /** @description False when the report was here already. */
            new: boolean;
            organisation: string;
        };
        /** @description What receivers reported of mail in the domain's name, of the last 30 days. */
        DmarcReports: {
            latest?: components["schemas"]["Timestamp"] | null;
            /** Format: int64 */
            reports: number;
            rows: components["schemas"]["DmarcRow"][];
        };
        /** @description Mail from one address that fared alike. */
        DmarcRow: {
            /** @description What was done with it: `none`, `quarantine` or `reject`. */
            disposition: string;
            /** @description Whether it passed and belonged to the domain. */
            dkim: boolean;
            /** Format: int64 */
            mails: number;
            /** Format: int64 */
            reports: number;
            source: string;
            spf: boolean;
        };
        /** @description A record to set. */
        DnsRecord: {
            name: string;
            /** @description Mail arrives without it. */
            optional: boolean;
            /** @description `dkim`, `spf`, `dmarc`, `bounces` or `links`. */
            topic: string;
            /** @description `TXT`, `MX` or `CNAME`. */
            type: string;
            value: string;
            /** @description The value as zone files write it. */
            zone: string;
        };
        /** @description What was found in DNS. */
        DomainFinding: {
            /** @description What to do; empty when there is nothing to do. */
            remedy: string;
            text: string;
            /** @description `dkim`, `spf`, `dmarc`, `alignment`, `bounces`, `links`, `hosts`, `mta_sts` or `bimi`. */
            topic: string;
            /** @description `good`, `advice`, `wrong` or `unknown`. */
            verdict: string;
        };
        DraftPut: {
            body: {
                [key: string]: components["schemas"]["Value"];
            };
        };
        /** @description A version of an email in one of its languages, as it reads to nobody in particular. */
        DrawnEmail: {
            /** @description Whether links have these places in every message. Where parts are shown to some alone, they have not. */
            fixed: boolean;
            /** @description Each link that is counted says its place in the message, from 1, as `data-place`. */
            html: string;
            /** @description Empty for the email's own. */
            language: string;
            /** @description The others that the version has. */
            languages: string[];
            /** Format: int32 */
            version: number;
        };
        /**
         * @description What takes the longest.
         * @enum {string}
         */
        DurationLimit: "speed" | "per_second" | "per_day" | "warm_up" | "domain" | "test";
        /** @description A message: MJML with minijinja variables. */
        Email: {
            /** @description Files that go with it, whatever the language. */
            attachments?: components["schemas"]["Attachment"][];
            /** @description What a variable reads when the contact has no value, by its name (`contact.first_name`). */
            defaults?: {
                [key: string]: string;
            };
            from_address?: string;
            /** @description The instance's sender when empty. */
            from_name?: string;
            label: string;
            /**
             * @description What readers of other languages get instead, by language tag in lower case (`es`, `pt-br`); all others get the
             *     email's own text.
             */
            languages?: {
                [key: string]: components["schemas"]["Translation"];
            };
            mjml: string;
            /** @description Operational mail ignores marketing opt-out and limits, never suppression; needs its own right and a reason. */
            operational?: string | null;
            preheader?: string;
            reply_to?: string;
            subject: string;
            /** @description Made from the HTML when empty. */
            text?: string;
        };
        /** @description What was left out because of the contacts' relationship. */
        Excluded: {
            /** Format: int64 */
            competitor: number;
            /** Format: int64 */
            employee: number;
            /** Format: int64 */
            test: number;
        };
        /** @description A condition in words, with its answer. */
        Explanation: {
            /** @description Ledger numbers of the activities that counted, rising; at most the latest 20. */
            evidence: number[];
            holds: boolean;
            /** @description The parts of a group, of a negation, or of the segment that is named. */
            parts: components["schemas"]["Explanation"][];
            sentence: string;
            until?: components["schemas"]["Timestamp"] | null;
        };
        /**
         * @description What was fetched.
         * @enum {string}
         */
        Fetch: "open" | "click" | "trap";
        /** @description The definition of a field. */
        Field: {
            /** @description Part of the product: may be relabelled, not removed or retyped. */
            builtin?: boolean;
            /** @description The allowed values of a choice, in their order (a score may rank by it). */
            choices?: components["schemas"]["Choice"][];
            /** @description What a missing value becomes on import, in the plain JSON form. */
            default?: components["schemas"]["Value"];
            description?: string;
            /** @description Lower-case letters, digits and underscores; unique within the object. */
            key: string;
            label: string;
            /** @enum {string} */
            object: "contact" | "account" | "lead" | "opportunity";
            /** @description Who answers for the meaning and quality of the field. */
            owner?: string;
            /** @description Personal data in the sense of the GDPR: masked in exports without the right, erased with the contact. */
            personal?: boolean;
            type: components["schemas"]["FieldType"];
        };
        /** @description A field that is wrong and the remedy. */
        FieldProblem: {
            /** @description Place in the request: `email`, `fields.country`, `filter.all[0].field.key`. */
            field: string;
            message: string;
        };
        /** @description A comparison of one field. On a lead field the primary lead is read. */
        FieldTest: {
            key: string;
            /** @enum {string} */
            of: "contact" | "account" | "lead" | "opportunity";
            op: components["schemas"]["Op"];
            /** @description One value, several (`is` means any of them), or two for `between`; in the plain JSON form of the field's type. */
            values?: components["schemas"]["Value"][];
        };
        /**
         * @description The type of a field's values.
         * @enum {string}
         */
        FieldType: "text" | "choice" | "integer" | "decimal" | "money" | "date" | "instant" | "boolean" | "email" | "phone" | "url" | "country";
        /** @description What is worked out of the activities that are meant. With none of them the distinct ones are 0, all others unknown. */
        Figure: "distinct_assets" | "distinct_days" | {
            /** @description Distinct values of a property; activities without it do not count. */
            distinct: string;
        } | {
            sum: components["schemas"]["Amount"];
        } | {
            min: components["schemas"]["Amount"];
        } | {
            max: components["schemas"]["Amount"];
        } | "first" | "last";
        /** @description A form with one file. */
        FileForm: {
            /**
             * Format: binary
             * @description Or a file to attach: a picture, or a PDF, ICS, CSV, TXT, DOCX, XLSX or PPTX without macros, at most 5 MB.
             */
            attachment?: string | null;
            /**
             * Format: binary
             * @description A picture: PNG, JPEG, GIF or WebP, at most 5 MB and 5,000 pixels a side.
             */
            file?: string | null;
        };
        FileList: {
            items: components["schemas"]["FileView"][];
        };
        /** @description A file that is kept. */
        FileView: {
            created_at: components["schemas"]["Timestamp"];
            /** Format: int32 */
            height: number;
            /** @description Its ending: `png`, `pdf` … */
            kind: string;
            name: string;
            /** @description The same, on this server. */
            path: string;
            /**
             * Format: int64
             * @description Bytes.
             */
            size: number;
            /** @description Where it is shown, in full; it never changes. */
            url: string;
            /**
             * Format: int32
             * @description Pixels of a picture, else 0.
             */
            width: number;
        };
        /** @description A condition. In JSON one key names the kind: `{"all": […]}`, `{"field": {…}}`, `{"did": {…}}`. */
        Filter: {
            /** @description True when every part is; true when empty. */
            all: components["schemas"]["Filter"][];
        } | {
            /** @description True when some part is; false when empty. */
            any: components["schemas"]["Filter"][];
        } | {
            not: components["schemas"]["Filter"];
        } | {
            field: components["schemas"]["FieldTest"];
        } | {
            did: components["schemas"]["Did"];
        } | {
            sequence: components["schemas"]["Sequence"];
        } | {
            not_since: components["schemas"]["NotSince"];
        } | {
            measure: components["schemas"]["Measure"];
        } | {
            at_account: components["schemas"]["AtAccount"];
        } | {
            /** @description Member of a published segment. */
            in_segment: string;
        } | {
            /** @description Member of a static list. */
            in_list: string;
        } | {
            /** @description The primary lead stands in one of these stages. */
            stage: string[];
        } | {
            program: components["schemas"]["ProgramTest"];
        } | {
            score: components["schemas"]["ScoreTest"];
        } | {
            /** @description Marketing consent stands as said. */
            consent: components["schemas"]["ConsentTest"];
        } | {
            opportunity: components["schemas"]["OpportunityTest"];
        } | {
            /** @description Relationship of the contact or, failing that, of its account. */
            relationship: components["schemas"]["Relationship"][];
        } | {
            /** @description Tier of the contact's account. */
            tier: components["schemas"]["Tier"][];
        };
        /** @description A value that every row gets, in plain form: dates as `2026-03-01`, decimals with a point. */
        Fixed: {
            to: components["schemas"]["Target"];
            value: string;
        };
        /** @description What holds mail back now. Nothing does where all lists are empty. */
        Flow: {
            /** @description Recipients' domains, the one with most waiting first; 50 at most. */
            lanes: components["schemas"]["LaneRow"][];
            /**
             * Format: int64
             * @description How many further domains are slow or rest.
             */
            more: number;
            rest?: components["schemas"]["Rest"] | null;
            /** @description Ways out that take no mail, although they are switched on. */
            ways: components["schemas"]["WayAtRest"][];
        };
        Funnel: {
            period: components["schemas"]["KpiPeriod"];
            stages: components["schemas"]["FunnelStage"][];
        };
        FunnelStage: {
            /**
             * Format: double
             * @description Of the leads that entered the stage before on the path in the period, the share that has entered this one.
             */
            conversion?: number | null;
            /**
             * Format: int64
             * @description Leads that stand in it now.
             */
            current: number;
            /**
             * Format: int64
             * @description Leads that first entered it in the period.
             */
            entered: number;
            key: string;
            label: string;
            /**
             * Format: double
             * @description Median days from the stage before.
             */
            median_days?: number | null;
            on_path: boolean;
        };
        /** @description One gate. */
        Gate: {
            /** @description The gate in one line, passed or not. */
            line: string;
            passed: boolean;
            /** @description What is missing, one text each; empty when passed. */
            reasons: string[];
        };
        /** @description How a subject stands before the gates. */
        Gates: {
            /** @description Gate 3: the account score. */
            account: components["schemas"]["Gate"];
            /** @description Gate 2: the behaviour score. */
            behaviour: components["schemas"]["Gate"];
            /** @description Gate 1: we know who it is and how to reach them, and the job title is a target. */
            complete: components["schemas"]["Gate"];
            /** @description Why the lead cannot qualify whatever the gates say; `None` when it can. */
            excluded?: string | null;
            /** @description Whether the contact may be one of those asked for: false when its profile is known and is another. */
            target: boolean;
            until?: components["schemas"]["Timestamp"] | null;
        };
        /** @description The gates of an AQL as they stand now. */
        GatesView: components["schemas"]["Gates"] & {
            list?: components["schemas"]["WorkList"] | null;
            passed: boolean;
            /** @description All of it in one text of at most 255 characters with a link to the contact, for a field of a CRM. */
            reason: string;
        };
        /** @description A goal and a baseline of one KPI. */
        Goal: {
            /**
             * Format: double
             * @description The value before go-live, a month, typed in where history is absent.
             */
            baseline?: number | null;
            /** @description Key of the KPI, as in `insight`. */
            kpi: string;
            note?: string;
            /**
             * Format: double
             * @description Target for a month (counts, money) or at any time (rates), in the KPI's unit.
             */
            target?: number | null;
        };
        /** @enum {string} */
        GoalState: "reached" | "near" | "missed";
        /** @description A program that what came back has stopped: its marketing mail waits. */
        HaltView: {
            /** @description `hard_bounces`, `content` or `complaints`. */
            brake: string;
            reason: string;
            since: components["schemas"]["Timestamp"];
            /**
             * Format: int64
             * @description How many sends wait.
             */
            waiting: number;
        };
        /**
         * @description What became of an AQL in the hands of sales.
         * @enum {string}
         */
        HandoverState: "waiting" | "accepted" | "rejected" | "recycled";
        /** @description A lead in the hands of sales, with its clock. */
        HandoverView: {
            at: components["schemas"]["Timestamp"];
            decided_at?: components["schemas"]["Timestamp"] | null;
            /** @description When sales must have answered. */
            due: components["schemas"]["Timestamp"];
            /** @description What sales adds in its own words. */
            note?: string | null;
            overdue: boolean;
            owner: components["schemas"]["Reference"];
            /** @description One of those that the settings offer. */
            reason?: string | null;
            /** @description Why this owner: the assignment rule's label. */
            rule: string;
            state: components["schemas"]["HandoverState"];
        };
        /** @description Fetches, the latest first, and how many have each label. */
        HitPage: {
            items: components["schemas"]["HitRow"][];
            labels: {
                [key: string]: number;
            };
            next?: string | null;
            /** Format: int64 */
            total: number;
        };
        /** @description A fetch of the pixel or of a link. */
        HitRow: {
            /** @description What the client says that it is. */
            agent: string;
            at: components["schemas"]["Timestamp"];
            contact?: components["schemas"]["Reference"] | null;
            fetch: components["schemas"]["Fetch"];
            label?: components["schemas"]["Label"] | null;
            /** @description Where the link leads, without its query. */
            link: string;
            method: string;
            /** @description The network that it came from; no more of the address is kept. */
            network?: string | null;
            signals: components["schemas"]["Signal"][];
        };
        /** @description What became of a provider's report. */
        HookTaken: {
            /** @description Events that had an effect. */
            counted: number;
            /** @description Events of messages that are not ours. */
            foreign: number;
            /** @description Events that were told before. */
            repeated: number;
        };
        /** @description A possible answer. */
        ImportChoice: {
            /** @description What a value of the column would then be: "03/04/2024 is 2024-04-03". */
            example: string;
            /** @description What to put into the mapping. */
            value: string;
        };
        /** @description A column as it was found. */
        ImportColumn: {
            /** Format: int64 */
            blank: number;
            /**
             * Format: int32
             * @description How sure the proposed target is, 0 to 100; 0 when none is proposed.
             */
            confidence: number;
            /** Format: int64 */
            filled: number;
            /** @description As in the file's header. */
            name: string;
            samples: string[];
            type: components["schemas"]["FieldType"];
        };
        /** @description The upload: `multipart/form-data`. */
        ImportForm: {
            /** @description Found in the file when absent. */
            delimiter?: string | null;
            /** @description `utf-8`, `windows-1252` …; found in the file when absent. */
            encoding?: string | null;
            /**
             * Format: binary
             * @description CSV or Parquet, at most 2 GiB.
             */
            file: string;
            object: components["schemas"]["Table"];
        };
        ImportProblem: {
            reason: string;
            remedy: string;
        };
        /** @description How far an import is, and in the end what came of it. A dry run fills the same figures. */
        ImportProgress: {
            /**
             * Format: int64
             * @description Rows that became inputs.
             * @default 0
             */
            accepted?: number;
            /**
             * Format: int64
             * @description Records that are new, and those that were there before.
             * @default 0
             */
            created?: number;
            /** @default false */
            dry_run?: boolean;
            /**
             * Format: int64
             * @description Inputs that could not be applied; they wait among the parked ones.
             * @default 0
             */
            parked?: number;
            /**
             * Format: int64
             * @default 0
             */
            read?: number;
            /**
             * @description Reasons of rejection with their counts.
             * @default {}
             */
            reasons?: {
                [key: string]: number;
            };
            /**
             * Format: int64
             * @default 0
             */
            rejected?: number;
            /**
             * Format: int64
             * @description Rows that repeat an earlier row of the file and were passed over.
             * @default 0
             */
            repeated?: number;
            /**
             * Format: int64
             * @description Data rows in the file, once known.
             * @default null
             */
            rows?: number | null;
            /**
             * Format: int64
             * @description Those that an earlier import had brought with the same values.
             * @default 0
             */
            unchanged?: number;
            /**
             * Format: int64
             * @default 0
             */
            updated?: number;
            /**
             * Format: int64
             * @default 0
             */
            warnings?: number;
        };
        /** @description Something that cannot be told from the file and is never guessed. */
        ImportQuestion: {
            /** @description The part of the column's mapping that answers it. */
            about: components["schemas"]["About"];
            choices: components["schemas"]["ImportChoice"][];
            column: string;
            /** @description In English. */
            text: string;
        };
        /** @description Where the rows come from and what becomes of the contacts. */
        ImportStart: {
            /** @description Where consent to marketing mail was given; none is recorded when absent. */
            consent_basis?: string | null;
            /** @description Key of a list to join. */
            list?: string | null;
            /** @description Key of a program to join. */
            program?: string | null;
            /** @description Source of the contacts or leads: "Fair Oslo 2026". */
            source?: string;
        };
        /** @enum {string} */
        ImportState: "mapping" | "running" | "finished" | "failed";
        /** @description An import with what was found, asked and done. */
        ImportView: {
            columns: components["schemas"]["ImportColumn"][];
            created_at: components["schemas"]["Timestamp"];
            created_by?: string | null;
            /** @description `,`, `;`, tab or `|`; absent for Parquet. */
            delimiter?: string | null;
            /** @description Name of the encoding; absent for Parquet. */
            encoding?: string | null;
            /** @description Why it failed, with the place and the remedy. */
            error?: string | null;
            file_name: string;
            id: string;
            /** @description How the file will be read. Change it with `PUT /imports/{id}/mapping`. */
            mapping: components["schemas"]["Mapping"];
            object: components["schemas"]["Table"];
            options: components["schemas"]["ImportStart"];
            /** @description First rows as text. */
            preview: string[][];
            /** @description What else keeps the import from starting. */
            problems: components["schemas"]["ImportProblem"][];
            progress: components["schemas"]["ImportProgress"];
            /** @description What only a person can say, before the import can start. */
            questions: components["schemas"]["ImportQuestion"][];
            /**
             * Format: int64
             * @description Rows looked at; all of them when `whole`.
             */
            rows: number;
            /**
             * Format: int64
             * @description Bytes.
             */
            size: number;
            state: components["schemas"]["ImportState"];
            /** @description What a column may be mapped to. */
            targets: components["schemas"]["TargetInfo"][];
            whole: boolean;
        };
        /**
         * @description What a key opens.
         * @enum {string}
         */
        KeyKind: "api" | "write";
        KeyList: {
            items: components["schemas"]["KeyView"][];
        };
        KeyView: {
            created_at: components["schemas"]["Timestamp"];
            created_by?: string | null;
            id: string;
            kind: components["schemas"]["KeyKind"];
            label: string;
            last_used?: components["schemas"]["Timestamp"] | null;
            /** @description The beginning of the key, to recognise it by. */
            prefix: string;
            revoked_at?: components["schemas"]["Timestamp"] | null;
            scopes: components["schemas"]["Right"][];
        };
        /** @description A KPI with what it is made of. `null` is "n/a": a denominator was zero or a rate is missing. */
        Kpi: {
            /** @description Why attention is needed: the unsubscribe rate is over its bound. */
            alarm?: string | null;
            /**
             * Format: double
             * @description The value before go-live, scaled to the period.
             */
            baseline?: number | null;
            /** Format: double */
            denominator?: number | null;
            details: components["schemas"]["KpiDetail"][];
            excluded: components["schemas"]["Excluded"];
            /** @description In words. */
            formula: string;
            /**
             * Format: double
             * @description The goal scaled to the period.
             */
            goal?: number | null;
            goal_state?: components["schemas"]["GoalState"] | null;
            key: string;
            label: string;
            lower_is_better: boolean;
            /**
             * Format: int32
             * @description 1–12.
             */
            number: number;
            /** Format: double */
            numerator?: number | null;
            /**
             * Format: double
             * @description Value of the period before.
             */
            previous?: number | null;
            series: components["schemas"]["DayValue"][];
            unit: components["schemas"]["KpiUnit"];
            /** Format: double */
            value?: number | null;
            warnings: string[];
        };
        KpiColumn: {
            key: string;
            label: string;
            /**
             * @description `text`, `count`, `rate`, `money`, `time`, `flag`, `kind` (of an activity), `outcome` (`won`, `lost`), `contact`,
             *     `account`, `opportunity`, `lead`.
             */
            type: string;
        };
        /** @description A number that belongs to a KPI: a part, another way to count. */
        KpiDetail: {
            key: string;
            label: string;
            /** Format: double */
            previous?: number | null;
            unit: components["schemas"]["KpiUnit"];
            /** Format: double */
            value?: number | null;
        };
        KpiGroup: {
            key: string;
            kpis: components["schemas"]["Kpi"][];
            label: string;
        };
        /** @description The period shown and the equally long one before it; days like `2026-01-31`, both included. */
        KpiPeriod: {
            /** @description Reporting currency. */
            currency: string;
            /** Format: int32 */
            days: number;
            from: string;
            /** @description From this day on the instance's own numbers count. */
            go_live: string;
            previous_from: string;
            previous_to: string;
            to: string;
            zone: string;
        };
        /** @description The KPIs of a period in their groups. */
        KpiReport: {
            groups: components["schemas"]["KpiGroup"][];
            period: components["schemas"]["KpiPeriod"];
        };
        /** @description The rows behind a KPI. */
        KpiRows: {
            columns: components["schemas"]["KpiColumn"][];
            key: string;
            rows: components["schemas"]["Value"][][];
            /** Format: int64 */
            total: number;
            truncated: boolean;
        };
        /** @enum {string} */
        KpiUnit: "count" | "rate" | "money" | "ratio";
        /**
         * @description Who fetched, as far as the signals tell.
         * @enum {string}
         */
        Label: "human" | "proxy" | "scanner" | "unknown";
        /** @description How much may go to one recipient domain. */
        LaneLimit: {
            /**
             * Format: int32
             * @description Messages on their way at a time; no limit when 0.
             */
            connections?: number;
            /** @description `gmail.com`. */
            domain: string;
            /**
             * Format: int32
             * @description No limit when 0.
             */
            per_minute?: number;
        };
        /** @description A recipients' domain that mail goes to more slowly than it could, or not at all. */
        LaneRow: {
            domain: string;
            /** @description What its server said last. */
            reason?: string | null;
            /** @description `resting` (nothing gets through), `limited` (by the settings) or `slow` (its server is, or puts us off). */
            state: string;
            /**
             * Format: int64
             * @description Messages on their way now, and how many may be.
             */
            under_way: number;
            until?: components["schemas"]["Timestamp"] | null;
            /**
             * Format: int64
             * @description Messages that are not out yet.
             */
            waiting: number;
            /** Format: int64 */
            width: number;
        };
        /**
         * @description What sales answers.
         * @enum {string}
         */
        LeadAnswer: "accepted" | "rejected" | "recycled";
        LeadDecision: {
            /** @description At most 500 characters. */
            note?: string | null;
            /** @description To reject or recycle: one of the settings' `rejection_reasons`. */
            reason?: string | null;
            state: components["schemas"]["LeadAnswer"];
        };
        /** @enum {string} */
        LeadList: "worklist" | "enrich" | "warm_up" | "do_not_chase" | "aql" | "all";
        /**
         * @description How a lead ended.
         * @enum {string}
         */
        LeadOutcome: "won" | "lost" | "recycled" | "disqualified";
        /** @description A lead in a list. */
        LeadRow: {
            account?: components["schemas"]["Reference"] | null;
            aql?: components["schemas"]["Aql"] | null;
            contact: components["schemas"]["ContactRow"];
            ended_at?: components["schemas"]["Timestamp"] | null;
            gates?: components["schemas"]["GatesView"] | null;
            handover?: components["schemas"]["HandoverView"] | null;
            id: string;
            /** @description The contact's latest own activities (worklist only). */
            last_activities: components["schemas"]["ActivityView"][];
            /** @description Open leads of the contact on the same list besides this one, the newest (enrich, warm up, do not chase). */
            more_leads: number;
            outcome?: components["schemas"]["LeadOutcome"] | null;
            /**
             * @description Why it qualified, or how it stands, in one text of at most 255 characters with a link to the lead, for a field of a
             *     CRM.
             */
            reason?: string | null;
            source: string;
            stage: components["schemas"]["Named"];
            stage_since: components["schemas"]["Timestamp"];
            started_at: components["schemas"]["Timestamp"];
            tier?: components["schemas"]["Tier"] | null;
        };
        /** @description A lead with everything that its page shows. */
        LeadView: components["schemas"]["LeadRow"] & {
            external_id?: string | null;
            fields: {
                [key: string]: components["schemas"]["Value"];
            };
            opportunities: components["schemas"]["OpportunityRow"][];
            /** @description When each stage was first entered, in order. */
            stages: components["schemas"]["StageTime"][];
        };
        /** @description The stages of a lead and the ways between them. A new lead begins in the first stage. */
        Lifecycle: {
            label: string;
            stages: components["schemas"]["Stage"][];
            /** @description First match wins. */
            transitions: components["schemas"]["Transition"][];
        };
        /** @enum {string} */
        LineChange: "same" | "added" | "removed";
        /** @description A link of the mail, and who followed it. */
        LinkCount: {
            /** Format: int64 */
            clicks: number;
            /** Format: int64 */
            contacts: number;
            /** @description The email that it stands in. */
            email: string;
            /** @description Where it leads, without its query. */
            link: string;
            /** @description By the version and the language of the message. */
            wordings: components["schemas"]["WordingCount"][];
        };
        /** @description A fixed set of contacts, filled by hand, import or program. */
        List: {
            description?: string;
            label: string;
        };
        MailAttachment: {
            name: string;
            /**
             * Format: int64
             * @description Bytes.
             */
            size: number;
        };
        MailHeader: {
            name: string;
            value: string;
        };
        /**
         * @description What may have come of a message to a contact.
         * @enum {string}
         */
        MailOutcome: "sent" | "delivered" | "held" | "failed" | "bounced" | "opened" | "opened_all" | "clicked" | "clicked_all" | "unsubscribed" | "complained" | "converted";
        /** @description How a file becomes inputs. */
        Mapping: {
            /**
             * @description A cell with exactly this text clears the value, as in `"NULL"`; no cell does when absent. An empty cell leaves the
             *     value as it is.
             */
            clear?: string | null;
            columns?: components["schemas"]["ColumnMapping"][];
            /** @description Alpha-2 code of the country of phone numbers without their own; a row's own country goes first. */
            country?: string | null;
            delimiter?: string | null;
            /** @description `utf-8`, `windows-1252` …; detected when absent. */
            encoding?: string | null;
            /** @description Values for every row, where the file has no column for them. */
            fixed?: components["schemas"]["Fixed"][];
            object: string;
            /** @description IANA zone of times without their own. */
            zone?: string | null;
        };
        /** @description Which activities are meant. */
        Matcher: {
            /** @description Any of these assets; all when empty. */
            asset?: string[];
            /** @description Any of these kinds. */
            kind: string[];
            /** @description Every one of these property tests. */
            properties?: components["schemas"]["PropertyTest"][];
        };
        /** @description A figure over what was done within a window compares as said, as a field would. */
        Measure: components["schemas"]["Matcher"] & {
            of: components["schemas"]["Figure"];
            op: components["schemas"]["Op"];
            /** @description As for a field of the figure's type: a whole number, a decimal, an amount of money, an instant. */
            values?: components["schemas"]["Value"][];
            window?: components["schemas"]["Window"];
        };
        /** @description A contact's part in a program. */
        Membership: {
            key: string;
            label: string;
            status: string;
            status_label: string;
            success: boolean;
        };
        /** @description The contact whose history this one takes over; its id stays valid as an alias. */
        MergeWith: {
            contact: string;
        };
        Missed: {
            /** @description The first hundred that the draft misses, the latest first. */
            deals: components["schemas"]["MissedDeal"][];
            /** Format: int64 */
            draft: number;
            /**
             * Format: int64
             * @description Deals that nobody can judge any more.
             */
            left_out: number;
            /** Format: int64 */
            published?: number | null;
            /**
             * Format: int64
             * @description Deals won in the last year.
             */
            won: number;
        };
        MissedDeal: {
            amount?: components["schemas"]["Money"] | null;
            contact: components["schemas"]["Mover"];
            day: string;
            /**
             * @description What kept the lead from passing just before the deal was won: `complete`, `behaviour`, `account`,
             *     `relationship`, or `no_lead`.
             */
            gates: components["schemas"]["MissedGate"][];
            id: string;
            name?: string | null;
        };
        MissedGate: {
            gate: string;
            reasons: string[];
        };
        /** @description An amount in the minor unit of its currency (cents of a euro). */
        Money: {
            currency: components["schemas"]["Currency"];
            /** Format: int64 */
            minor: number;
        };
        Mover: {
            account?: string | null;
            account_id?: string | null;
            id: string;
            name: string;
            owner?: string | null;
        };
        Movers: {
            /** @description The first hundred. */
            contacts: components["schemas"]["Mover"][];
            /** Format: int64 */
            count: number;
        };
        /** @description A definition by key and label. */
        Named: {
            key: string;
            label: string;
        };
        /** @description A contact to add. An address or an external id that is taken already is refused. */
        NewContact: {
            account?: string | null;
            /** @description Where consent to marketing mail was given; none is recorded when absent. */
            consent_basis?: string | null;
            email?: string | null;
            external_id?: string | null;
            /** @description Values by field key, in their plain JSON form. */
            fields?: {
                [key: string]: components["schemas"]["Value"];
            };
            owner?: string | null;
            relationship?: components["schemas"]["Relationship"] | null;
        };
        NewCost: {
            amount: components["schemas"]["Money"];
            category: components["schemas"]["CostCategory"];
            from: string;
            label: string;
            program?: string | null;
            to: string;
        };
        NewKey: {
            kind: components["schemas"]["KeyKind"];
            label: string;
            /** @description For API keys; at most the rights of who makes the key. */
            scopes?: components["schemas"]["Right"][];
        };
        /** @description A new key. `secret` is shown this once and cannot be read again. */
        NewKeySecret: {
            key: components["schemas"]["KeyView"];
            secret: string;
        };
        /** @description A domain to add. */
        NewSenderDomain: {
            domain: string;
            /** @description What the mail provider asks to have in SPF: `include:spf.example.net`, `ip4:192.0.2.1`. */
            spf?: string | null;
        };
        NewUser: {
            email: string;
            name: string;
            /** @description At least 12 characters. */
            password: string;
            role: components["schemas"]["Role"];
            team?: string;
        };
        /** @description A way to add. */
        NewWayOut: components["schemas"]["WayChange"] & {
            /** @description Small letters, digits, - and _. */
            key: string;
            kind: string;
        };
        /**
         * @description `first` happened in the window, and since the last time it did, `then` did not. What happens at the same instant is
         *     not since.
         */
        NotSince: {
            first: components["schemas"]["Matcher"];
            then: components["schemas"]["Matcher"];
            window?: components["schemas"]["Window"];
        };
        NowSize: {
            /** Format: int64 */
            draft: number;
            /**
             * Format: int64
             * @description Contacts that there are; for gates, contacts with an open lead.
             */
            of: number;
            /**
             * Format: int64
             * @description `null` when nothing is in force.
             */
            published?: number | null;
        };
        NurtureCategory: {
            key: string;
            label: string;
            when: components["schemas"]["Filter"];
        };
        NurtureCount: {
            category: string;
            depth: components["schemas"]["Depth"];
            /** Format: int64 */
            exhausted: number;
            /** Format: int64 */
            members: number;
        };
        /** @description Where the members of a nurture program stand. */
        NurtureFigures: {
            /** Format: int64 */
            exhausted: number;
            next_cast?: components["schemas"]["Timestamp"] | null;
            places: components["schemas"]["NurtureCount"][];
        };
        /** @description The next best content for everybody, cast by cast. */
        NurtureProgram: {
            audience: components["schemas"]["Filter"];
            /** @description First match wins; who matches none is `other`. `reactivation` goes before all. */
            categories: components["schemas"]["NurtureCategory"][];
            /**
             * Format: int32
             * @description No own activity for this many × 24 h puts a contact into `reactivation`.
             */
            dormant_days: number;
            /**
             * Format: int32
             * @description Days between casts for one contact.
             */
            every_days: number;
            /**
             * Format: int32
             * @description Hour of the day of a cast, 0–23, in the instance's zone.
             */
            hour: number;
            /**
             * Format: int32
             * @description A contact falls back only when the score is this much below the bound.
             */
            hysteresis: number;
            /** Format: int32 */
            late_at: number;
            /**
             * Format: int32
             * @description Behaviour score from which a contact is mid, and late.
             */
            mid_at: number;
        };
        /** @enum {string} */
        OnProblem: "reject" | "leave_out";
        /**
         * @description Comparisons. A positive comparison with an unknown value is false, so its negative twin is true.
         * @enum {string}
         */
        Op: "is" | "is_not" | "contains" | "not_contains" | "starts_with" | "ends_with" | "known" | "unknown" | "empty" | "at_least" | "at_most" | "more_than" | "less_than" | "between" | "before" | "after" | "in_last_days" | "in_next_days" | "in_this" | "in_previous" | "in_next" | "anniversary_in_next_days" | "anniversary_in_last_days";
        /**
         * @description How a deal stands.
         * @enum {string}
         */
        OpportunityOutcome: "open" | "won" | "lost";
        /** @description An opportunity in a list, the latest first. */
        OpportunityRow: {
            account?: components["schemas"]["Reference"] | null;
            amount?: components["schemas"]["Money"] | null;
            closed_at?: components["schemas"]["Timestamp"] | null;
            id: string;
            lead?: string | null;
            /** @description Comes from marketing by the instance's rule. */
            marketing_sourced: boolean;
            name: string;
            opened_at: components["schemas"]["Timestamp"];
            outcome: components["schemas"]["OpportunityOutcome"];
            source?: string | null;
            stage?: string | null;
        };
        /** @description Has a part in some opportunity of this outcome. */
        OpportunityTest: {
            /** @description Any of these; all when empty. */
            outcome?: components["schemas"]["OpportunityOutcome"][];
        };
        /** @description An opportunity with everything that its page shows. */
        OpportunityView: components["schemas"]["OpportunityRow"] & {
            external_id?: string | null;
            fields: {
                [key: string]: components["schemas"]["Value"];
            };
            roles: components["schemas"]["RoleView"][];
        };
        /** @description A captured message as its recipient would see it. The HTML part is at `/outbox/{id}/html`. */
        OutboxMessage: components["schemas"]["OutboxRow"] & {
            /** @description Files that go with it. They are at `/outbox/{id}/attachments/{place}`, counted from 0. */
            attachments: components["schemas"]["MailAttachment"][];
            has_html: boolean;
            headers: components["schemas"]["MailHeader"][];
            /**
             * Format: int64
             * @description Bytes of the whole message.
             */
            size: number;
            text: string;
        };
        /** @description A captured message in the list, the latest first. */
        OutboxRow: {
            at: components["schemas"]["Timestamp"];
            from: string;
            id: string;
            /** @description The send that it belongs to; tests and alerts have none. */
            send?: string | null;
            subject: string;
            to: string;
        };
        OutcomeCount: {
            /** Format: int64 */
            contacts: number;
            outcome: components["schemas"]["MailOutcome"];
            /**
             * Format: int64
             * @description How often: messages, openings, clicks.
             */
            times: number;
        };
        Overlap: {
            /**
             * Format: int64
             * @description Members of both.
             */
            both: number;
            label: string;
            /** Format: int64 */
            members: number;
            segment: string;
        };
        /** @description How fast mail may go out. Nothing is limited where nothing is said. */
        Pace: {
            lanes?: components["schemas"]["LaneLimit"][];
            quotas?: components["schemas"]["Quota"][];
            warm_up?: components["schemas"]["WarmUp"][];
        };
        /** @description A page of a list. `next` is given back as `after` to read on. */
        Page_AccountRow: {
            items: {
                annual_revenue?: components["schemas"]["Money"] | null;
                /** Format: int64 */
                contacts: number;
                country?: string | null;
                domain?: string | null;
                /** Format: int64 */
                employees?: number | null;
                id: string;
                industry?: string | null;
                name: string;
                /** Format: int64 */
                open_opportunities: number;
                owner?: components["schemas"]["Reference"] | null;
                relationship: components["schemas"]["Relationship"];
                /** Format: int32 */
                score: number;
                tier: components["schemas"]["Tier"];
                /** @description The tier was chosen by a person. */
                tier_by_hand: boolean;
            }[];
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are in all pages.
             */
            total: number;
        };
        /** @description A page of a list. `next` is given back as `after` to read on. */
        Page_ActivityView: {
            items: {
                asset?: string | null;
                /** @description Label of the asset, email or program that `asset` names. */
                asset_label?: string | null;
                by?: components["schemas"]["Reference"] | null;
                kind: string;
                label: string;
                lead?: string | null;
                live: boolean;
                nature: components["schemas"]["ActivityNature"];
                /**
                 * Format: int64
                 * @description Place in the ledger.
                 */
                number: number;
                occurred_at: components["schemas"]["Timestamp"];
                properties: {
                    [key: string]: components["schemas"]["Value"];
                };
                recorded_at: components["schemas"]["Timestamp"];
                source: string;
                value?: components["schemas"]["Money"] | null;
            }[];
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are in all pages.
             */
            total: number;
        };
        /** @description A page of a list. `next` is given back as `after` to read on. */
        Page_AuditView: {
            items: {
                action: string;
                /** @description Name of the user, or the label of the key. */
                actor: string;
                at: components["schemas"]["Timestamp"];
                detail: string;
                /** Format: int64 */
                id: number;
                object: string;
            }[];
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are in all pages.
             */
            total: number;
        };
        /** @description A page of a list. `next` is given back as `after` to read on. */
        Page_ContactRow: {
            items: {
                account?: components["schemas"]["Reference"] | null;
                company?: string | null;
                country?: string | null;
                created_at: components["schemas"]["Timestamp"];
                email?: string | null;
                id: string;
                job_title?: string | null;
                last_activity?: components["schemas"]["Timestamp"] | null;
                name: string;
                owner?: components["schemas"]["Reference"] | null;
                relationship: components["schemas"]["Relationship"];
                scores: components["schemas"]["Scores"];
                stage?: components["schemas"]["Named"] | null;
                tier?: components["schemas"]["Tier"] | null;
                /** Format: int32 */
                total_score: number;
            }[];
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are in all pages.
             */
            total: number;
        };
        /** @description A page of a list. `next` is given back as `after` to read on. */
        Page_ImportView: {
            items: {
                columns: components["schemas"]["ImportColumn"][];
                created_at: components["schemas"]["Timestamp"];
                created_by?: string | null;
                /** @description `,`, `;`, tab or `|`; absent for Parquet. */
                delimiter?: string | null;
                /** @description Name of the encoding; absent for Parquet. */
                encoding?: string | null;
                /** @description Why it failed, with the place and the remedy. */
                error?: string | null;
                file_name: string;
                id: string;
                /** @description How the file will be read. Change it with `PUT /imports/{id}/mapping`. */
                mapping: components["schemas"]["Mapping"];
                object: components["schemas"]["Table"];
                options: components["schemas"]["ImportStart"];
                /** @description First rows as text. */
                preview: string[][];
                /** @description What else keeps the import from starting. */
                problems: components["schemas"]["ImportProblem"][];
                progress: components["schemas"]["ImportProgress"];
                /** @description What only a person can say, before the import can start. */
                questions: components["schemas"]["ImportQuestion"][];
                /**
                 * Format: int64
                 * @description Rows looked at; all of them when `whole`.
                 */
                rows: number;
                /**
                 * Format: int64
                 * @description Bytes.
                 */
                size: number;
                state: components["schemas"]["ImportState"];
                /** @description What a column may be mapped to. */
                targets: components["schemas"]["TargetInfo"][];
                whole: boolean;
            }[];
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are in all pages.
             */
            total: number;
        };
        /** @description A page of a list. `next` is given back as `after` to read on. */
        Page_LeadRow: {
            items: {
                account?: components["schemas"]["Reference"] | null;
                aql?: components["schemas"]["Aql"] | null;
                contact: components["schemas"]["ContactRow"];
                ended_at?: components["schemas"]["Timestamp"] | null;
                gates?: components["schemas"]["GatesView"] | null;
                handover?: components["schemas"]["HandoverView"] | null;
                id: string;
                /** @description The contact's latest own activities (worklist only). */
                last_activities: components["schemas"]["ActivityView"][];
                /** @description Open leads of the contact on the same list besides this one, the newest (enrich, warm up, do not chase). */
                more_leads: number;
                outcome?: components["schemas"]["LeadOutcome"] | null;
                /**
                 * @description Why it qualified, or how it stands, in one text of at most 255 characters with a link to the lead, for a field of a
                 *     CRM.
                 */
                reason?: string | null;
                source: string;
                stage: components["schemas"]["Named"];
                stage_since: components["schemas"]["Timestamp"];
                started_at: components["schemas"]["Timestamp"];
                tier?: components["schemas"]["Tier"] | null;
            }[];
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are in all pages.
             */
            total: number;
        };
        /** @description A page of a list. `next` is given back as `after` to read on. */
        Page_OpportunityRow: {
            items: {
                account?: components["schemas"]["Reference"] | null;
                amount?: components["schemas"]["Money"] | null;
                closed_at?: components["schemas"]["Timestamp"] | null;
                id: string;
                lead?: string | null;
                /** @description Comes from marketing by the instance's rule. */
                marketing_sourced: boolean;
                name: string;
                opened_at: components["schemas"]["Timestamp"];
                outcome: components["schemas"]["OpportunityOutcome"];
                source?: string | null;
                stage?: string | null;
            }[];
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are in all pages.
             */
            total: number;
        };
        /** @description A page of a list. `next` is given back as `after` to read on. */
        Page_OutboxRow: {
            items: {
                at: components["schemas"]["Timestamp"];
                from: string;
                id: string;
                /** @description The send that it belongs to; tests and alerts have none. */
                send?: string | null;
                subject: string;
                to: string;
            }[];
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are in all pages.
             */
            total: number;
        };
        /** @description A page of a list. `next` is given back as `after` to read on. */
        Page_ParkedView: {
            items: {
                at: components["schemas"]["Timestamp"];
                id: string;
                message_id: string;
                reason: string;
                source: string;
                /** @description What it is, without personal data: `event track`, `contact` … */
                what: string;
            }[];
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are in all pages.
             */
            total: number;
        };
        /** @description A page of a list. `next` is given back as `after` to read on. */
        Page_ProgramMember: {
            items: {
                /** @description Since when. */
                at: components["schemas"]["Timestamp"];
                contact: components["schemas"]["ContactRow"];
                status: string;
                status_label: string;
                success: boolean;
            }[];
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are in all pages.
             */
            total: number;
        };
        /** @description A page of a list. `next` is given back as `after` to read on. */
        Page_ReturnedRow: {
            items: {
                at: components["schemas"]["Timestamp"];
                category: string;
                diagnostic: string;
                followed?: components["schemas"]["SuppressionKind"] | null;
                /** @description That still holds. */
                holds: boolean;
                id: string;
                kind: string;
                /** @description Of a complaint, which nobody lifts. */
                lasting: boolean;
                /** @description Empty when it names none. */
                recipient: string;
                send?: string | null;
                status: string;
            }[];
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are in all pages.
             */
            total: number;
        };
        /** @description A page of a list. `next` is given back as `after` to read on. */
        Page_SuppressionRow: {
            items: {
                address: string;
                blocked?: components["schemas"]["Suppressed"] | null;
                /** @description The contacts that use it. */
                contacts: components["schemas"]["Reference"][];
                invalid?: components["schemas"]["Suppressed"] | null;
                opted_out?: components["schemas"]["Suppressed"] | null;
                topics: components["schemas"]["TopicOut"][];
            }[];
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are in all pages.
             */
            total: number;
        };
        /** @description An input that could not be applied and waits for somebody. */
        ParkedView: {
            at: components["schemas"]["Timestamp"];
            id: string;
            message_id: string;
            reason: string;
            source: string;
            /** @description What it is, without personal data: `event track`, `contact` … */
            what: string;
        };
        /** @description What contacts of one part did. */
        PartView: {
            /** Format: int64 */
            assigned: number;
            /** Format: int64 */
            clicks: number;
            /** Format: int64 */
            conversions: number;
            /** Format: int64 */
            opens: number;
            /**
             * Format: int64
             * @description Contacts who were sent it; of those who got nothing all.
             */
            reached: number;
            /**
             * Format: double
             * @description Major units of the reporting currency.
             */
            revenue: number;
        };
        PasswordChange: {
            current: string;
            /** @description At least 12 characters. */
            new: string;
        };
        /** @description Clicks on a link at one place. */
        PlaceCount: {
            /** Format: int64 */
            clicks: number;
            /** Format: int64 */
            contacts: number;
            /**
             * Format: int64
             * @description Which of the message's links it is, from 1; 0 where it is not known.
             */
            place: number;
        };
        /** @description Points when a condition holds. */
        PointsRule: {
            key: string;
            label: string;
            /** Format: int32 */
            points: number;
            when: components["schemas"]["Filter"];
        };
        /** @description How well a ranking told who would be won. `null` where nobody was won, or everybody. */
        Predicted: {
            /**
             * Format: double
             * @description Area under the curve: how often a lead that was won ranks above one that was not; 0.5 is chance.
             */
            auc?: number | null;
            dates: components["schemas"]["AsOf"][];
            /** @description From the best tenth to the worst. */
            deciles: components["schemas"]["Decile"][];
            /**
             * Format: int64
             * @description Open leads over all dates, and those of them that were won.
             */
            leads: number;
            others: components["schemas"]["Share"];
            /** @description Leads that pass the gates, and the others. */
            passed: components["schemas"]["Share"];
            /** Format: int64 */
            won: number;
        };
        Prediction: {
            draft: components["schemas"]["Predicted"];
            /**
             * Format: int32
             * @description A lead is won when an opportunity of its contact is won within this many days.
             */
            horizon_days: number;
            published?: components["schemas"]["Predicted"] | null;
        };
        /** @description Everything that was found. */
        Preflight: {
            audience?: components["schemas"]["PreflightAudience"] | null;
            /** @description Errors first. */
            findings: components["schemas"]["PreflightFinding"][];
            /** @description The messages that were looked at: one, or one for each variant. */
            messages: components["schemas"]["PreflightMessage"][];
            /** @description Nothing stands against sending. */
            ready: boolean;
            /** @description What could not be looked at, and why. */
            skipped: components["schemas"]["PreflightSkipped"][];
        };
        /** @description Whom a run would reach now. */
        PreflightAudience: {
            /** Format: int64 */
            count: number;
            duration?: components["schemas"]["PreflightDuration"] | null;
            held: components["schemas"]["ReasonCount"][];
            /**
             * Format: int64
             * @description And how many within days: quiet hours, limits to one contact.
             */
            later: number;
            /** Format: int64 */
            sendable: number;
        };
        /** @description How long sending takes. Other mail that goes out meanwhile, and what quiet hours hold back, is not counted. */
        PreflightDuration: {
            /** @description Where a recipients' domain is. */
            domain?: string | null;
            limit: components["schemas"]["DurationLimit"];
            /** @description Whether the speed is that of earlier runs; else it is a guess. */
            measured: boolean;
            /** Format: int64 */
            seconds: number;
        };
        PreflightFinding: {
            area: components["schemas"]["Area"];
            /** @description Stable name; a run that is started despite an error names it. */
            code: string;
            /**
             * Format: int64
             * @description How many contacts it holds for; 0 where it holds for the message as such.
             */
            contacts: number;
            /** @description Key of the email. */
            email?: string | null;
            /**
             * Format: int64
             * @description Of how many that were looked at; 0 where every contact was asked, or where it holds for the message as such.
             */
            examined: number;
            examples: components["schemas"]["ContactRow"][];
            message: string;
            /** @description Whether a run may be started despite it. */
            overridable: boolean;
            /** @description Where it is: `mjml:12`, a link, a variable. */
            place?: string | null;
            remedy: string;
            severity: components["schemas"]["Severity"];
            /** @description Keys of the variants that have it; none when all have, or there are none. */
            variants: string[];
        };
        PreflightMessage: {
            email: string;
            /** @description Empty when it cannot be rendered. */
            html: string;
            label?: string | null;
            /** @description The HTML of up to five other recipients, each with an element or a style that those before have not. */
            others: string[];
            /**
             * Format: int64
             * @description Bytes of the largest, links rewritten.
             */
            size: number;
            /** @description As its first recipient reads it. */
            subject: string;
            /** @description Key and label of the variant. */
            variant?: string | null;
        };
        PreflightSkipped: {
            area: components["schemas"]["Area"];
            why: string;
        };
        /** @description What went wrong with a request. */
        Problem: {
            detail: string;
            /** @description The fields that are wrong, when some are. */
            errors?: components["schemas"]["FieldProblem"][];
            /** Format: int32 */
            status: number;
            title: string;
            /** @description Stable name of the kind of problem, `urn:siembra:problem:invalid`. */
            type: string;
        };
        /** @description Something to put right, with its place. */
        ProblemView: {
            message: string;
            /** @description Place in the document: `filter.all[0].field.key`, `mjml:12`. */
            path: string;
            severity: components["schemas"]["Severity"];
        };
        /** @description A program: a purpose with members, channel, tags and costs. */
        Program: {
            active?: boolean;
            /** @description "Email", "Webinar", "Paid search" … */
            channel: string;
            description?: string;
            does: components["schemas"]["ProgramKind"];
            label: string;
            /** @description E-mail address of the user who answers for it. */
            owner?: string;
            statuses?: components["schemas"]["ProgramStatus"][];
            tags?: {
                [key: string]: string;
            };
            /** @description Key of the topic of its marketing mail: who has opted out of the topic gets none of it. */
            topic?: string;
        };
        /** @description Whom a program would reach now. */
        ProgramAudience: {
            /** Format: int64 */
            count: number;
            held: components["schemas"]["ReasonCount"][];
            /**
             * Format: int64
             * @description And how many within days: quiet hours, limits to one contact.
             */
            later: number;
            sample: components["schemas"]["ContactRow"][];
            /**
             * Format: int64
             * @description Of these, how many the send gate would let pass now.
             */
            sendable: number;
            sentence: string;
        };
        /** @description What a program did, over all time. Contacts that count in no KPI are left out. */
        ProgramFigures: {
            /** Format: int64 */
            bounced: number;
            /** Format: int64 */
            clicked: number;
            cost?: components["schemas"]["Money"] | null;
            /** Format: int64 */
            held: number;
            last_acted?: components["schemas"]["Timestamp"] | null;
            /** Format: int64 */
            members: number;
            /** Format: int64 */
            opened: number;
            /**
             * Format: int64
             * @description Unique contacts from whom not everything came back; so are those who opened, clicked and unsubscribed.
             */
            reached: number;
            /**
             * Format: int64
             * @description Messages, some of them to the same contact.
             */
            sent: number;
            /** Format: int64 */
            successes: number;
            /** Format: int64 */
            unsubscribed: number;
        };
        /** @description What a program does. */
        ProgramKind: {
            /** @description One email to one segment. Started by a run, now or at a time. */
            batch: {
                email: string;
                segment: string;
                test?: components["schemas"]["VariantTest"] | null;
            };
        } | {
            trigger: components["schemas"]["TriggerProgram"];
        } | {
            nurture: components["schemas"]["NurtureProgram"];
        } | "passive";
        ProgramList: {
            items: components["schemas"]["ProgramRow"][];
        };
        /** @description A member of a program. */
        ProgramMember: {
            /** @description Since when. */
            at: components["schemas"]["Timestamp"];
            contact: components["schemas"]["ContactRow"];
            status: string;
            status_label: string;
            success: boolean;
        };
        /** @description What came of a program's mail. */
        ProgramResults: {
            /** @description Why messages came back. */
            causes: components["schemas"]["CauseCount"][];
            currency: string;
            /** @description Of those who opened or clicked. */
            devices: components["schemas"]["ResultSlice"][];
            /** @description The largest; `domains_in_all` says of how many. */
            domains: components["schemas"]["ResultSlice"][];
            domains_in_all: number;
            links: components["schemas"]["LinkCount"][];
            outcomes: components["schemas"]["OutcomeCount"][];
            /**
             * Format: double
             * @description Purchases and won deals of contacts within 30 days after their first click, in the reporting currency.
             */
            revenue: number;
            /** @description The largest; `segments_in_all` says of how many. */
            segments: components["schemas"]["ResultSlice"][];
            segments_in_all: number;
            variants: components["schemas"]["ResultSlice"][];
            warnings: string[];
        };
        /** @description A program in the list. */
        ProgramRow: {
            active: boolean;
            channel: string;
            description: string;
            figures: components["schemas"]["ProgramFigures"];
            halt?: components["schemas"]["HaltView"] | null;
            has_draft: boolean;
            key: string;
            label: string;
            last_run?: components["schemas"]["RunView"] | null;
            /** @description E-mail address of the user who answers for it. */
            owner: string;
            tags: {
                [key: string]: string;
            };
            type: components["schemas"]["ProgramType"];
            /**
             * Format: int32
             * @description Absent while the program is only a draft.
             */
            version?: number | null;
        };
        /** @description A member's status; members only move to the same or a later step. */
        ProgramStatus: {
            key: string;
            label: string;
            /** Format: int32 */
            step: number;
            success?: boolean;
        };
        /** @description Membership of a program, in any status or in one of these. */
        ProgramTest: {
            key: string;
            status?: string[];
        };
        /** @enum {string} */
        ProgramType: "batch" | "trigger" | "nurture" | "passive";
        /** @description A program with everything that its page shows. */
        ProgramView: components["schemas"]["ProgramRow"] & {
            body: components["schemas"]["Program"];
            costs: components["schemas"]["CostView"][];
            held: components["schemas"]["ReasonCount"][];
            nurture?: components["schemas"]["NurtureFigures"] | null;
            runs: components["schemas"]["RunView"][];
            statuses: components["schemas"]["StatusCount"][];
        };
        /** @description A comparison of one property of an activity. */
        PropertyTest: {
            key: string;
            op: components["schemas"]["Op"];
            values?: components["schemas"]["Value"][];
        };
        PublishNote: {
            note?: string;
        };
        /** @description The three gates of an automatically qualified lead (AQL). */
        Qualification: {
            /**
             * Format: int32
             * @description Gate 3: least account score.
             */
            account_at_least: number;
            /**
             * Format: int32
             * @description Gate 2: least behaviour score.
             */
            behaviour_at_least: number;
            label: string;
            /** @description Only these relationships qualify. */
            relationships?: components["schemas"]["Relationship"][];
            /** @description Gate 1 besides names, company and a phone or e-mail address: the target job titles. */
            target_title: components["schemas"]["Filter"];
        };
        QueryColumn: {
            name: string;
            type: string;
        };
        QueryResult: {
            columns: components["schemas"]["QueryColumn"][];
            /** Format: double */
            ms: number;
            rows: components["schemas"]["Value"][][];
            /** @description More rows exist than are shown. */
            truncated: boolean;
        };
        QueryTable: {
            columns: components["schemas"]["QueryColumn"][];
            description: string;
            name: string;
        };
        QueryTables: {
            tables: components["schemas"]["QueryTable"][];
        };
        /** @description How much a provider lets through. */
        Quota: {
            /**
             * Format: int32
             * @description In a calendar day of the instance's zone; no limit when 0.
             */
            per_day?: number;
            /**
             * Format: int32
             * @description No limit when 0.
             */
            per_second?: number;
            /** @description Domain of the senders that it counts for; all when empty. */
            sender?: string;
        };
        /** @description One unit of `currency` is worth `rate` units of the reporting currency from `date` on. */
        Rate: {
            currency: components["schemas"]["Currency"];
            /** @description `2026-01-01`. */
            date: string;
            /** @description Decimal text, `0.92`. */
            rate: string;
        };
        /** @description The process can serve requests. */
        Readiness: {
            /** @description What is short and what is refused because of it, while anything is. */
            shortage?: string | null;
        };
        ReasonCount: {
            /** Format: int64 */
            count: number;
            reason: string;
        };
        /** @description A record by id and name. */
        Reference: {
            id: string;
            name: string;
        };
        /** @description What a draft would have done, beside what the version in force does. */
        Rehearsal: {
            /** @description What holds of these figures, in words. */
            assumptions: string[];
            at: components["schemas"]["Timestamp"];
            /** @description The last quarter by day, at the end of each day. */
            days: components["schemas"]["DaySize"][];
            /** @description Who is in by the draft and not by the version in force. */
            enters: components["schemas"]["Movers"];
            key: string;
            kind: components["schemas"]["DefinitionKind"];
            leaves: components["schemas"]["Movers"];
            missed?: components["schemas"]["Missed"] | null;
            /**
             * Format: int64
             * @description How long it took, in milliseconds.
             */
            ms: number;
            /** @description Segments count members; scoring and qualification count contacts whose open lead passes the gates. */
            now: components["schemas"]["NowSize"];
            /** @description Segments in force that share members with the draft, the most first. */
            overlap: components["schemas"]["Overlap"][];
            prediction?: components["schemas"]["Prediction"] | null;
        };
        /** @description What to rehearse. */
        RehearsalOf: {
            /** @description The draft as it stands in the editor; the one that is kept when absent, else what is in force. */
            body?: {
                [key: string]: components["schemas"]["Value"];
            } | null;
        };
        /**
         * @description What a contact or account is to us. Only prospects qualify; tests, employees and competitors stay out of every KPI.
         * @enum {string}
         */
        Relationship: "prospect" | "customer" | "partner" | "competitor" | "employee" | "test";
        Release: {
            waited: components["schemas"]["WaitedMail"];
        };
        /** @description An email as its recipient would see it. */
        RenderedEmail: {
            /** @description Empty when the instance's sender is used. */
            from_name: string;
            /** @description Empty when the template has an error, which `problems` then names. */
            html: string;
            /** @description Which of the email's languages it is; its own when absent. */
            language?: string | null;
            preheader: string;
            problems: components["schemas"]["ProblemView"][];
            subject: string;
            text: string;
        };
        RenderEmail: {
            body: components["schemas"]["Email"];
            /** @description As which contact would see it; with the defaults of the variables when absent. */
            contact?: string | null;
            /** @description One of the email's languages; the contact's when absent. */
            language?: string | null;
        };
        /** @enum {string} */
        ReportLanguage: "en" | "es" | "no";
        Rest: {
            reason: string;
            until: components["schemas"]["Timestamp"];
        };
        /** @description The recipients who have something in common. */
        ResultSlice: {
            /** Format: int64 */
            bounced: number;
            /** Format: int64 */
            clicked: number;
            /** Format: int64 */
            complained: number;
            /** Format: int64 */
            converted: number;
            /** Format: int64 */
            delivered: number;
            key: string;
            /** @description What a definition with this key is called; empty for what is none. */
            label: string;
            /** Format: int64 */
            opened: number;
            /**
             * Format: double
             * @description In the reporting currency.
             */
            revenue: number;
            /** Format: int64 */
            sent: number;
            /** Format: int64 */
            unsubscribed: number;
        };
        /** @description A message that has just come back. */
        ReturnedMessage: {
            /**
             * @description The verdict: `hard_user`, `disabled`, `hard_domain`, `soft_mailbox`, `soft_transient`, `block`, `content` or
             *     `unknown`.
             */
            category: string;
            /** @description `bounce`, `delayed`, `delivered`, `complaint`, `unsubscribe`, `auto_reply` or `not_for_us`. */
            kind: string;
            recipients: components["schemas"]["ReturnedRecipient"][];
            /** @description The send that it is about; absent when nothing in it was signed by us, and then nothing follows from it. */
            send?: string | null;
            /** @description The address is given up, or gets no more marketing mail. */
            suppressed: boolean;
        };
        /** @description A recipient of whom a message speaks. */
        ReturnedRecipient: {
            /** @description `failed`, `delayed` or `delivered`. */
            action: string;
            address: string;
            category: string;
            /** @description The server's words. */
            diagnostic: string;
            /** @description The reporting server tries no more. */
            permanent: boolean;
            /** @description An enhanced status code, as 5.1.1. */
            status?: string | null;
        };
        /** @description A message that came back, as it is kept. The message itself is at `/mail/returned/{id}`. */
        ReturnedRow: {
            at: components["schemas"]["Timestamp"];
            category: string;
            diagnostic: string;
            followed?: components["schemas"]["SuppressionKind"] | null;
            /** @description That still holds. */
            holds: boolean;
            id: string;
            kind: string;
            /** @description Of a complaint, which nobody lifts. */
            lasting: boolean;
            /** @description Empty when it names none. */
            recipient: string;
            send?: string | null;
            status: string;
        };
        /** @description Suppressions that were wrong. */
        ReturnedUndo: {
            /** @description Messages that came back, 1 to 500. */
            ids: string[];
            /** @description 1 to 200 characters, kept on the contacts' timelines and in the audit trail. */
            reason: string;
        };
        /** @description What was undone. */
        ReturnedUndone: {
            /**
             * Format: int64
             * @description Of the messages, those from which nothing follows any more, and complaints.
             */
            left: number;
            /** @description Addresses that get mail again. */
            lifted: string[];
        };
        /**
         * @description A permission. Routes need one; roles and API keys hold some.
         * @enum {string}
         */
        Right: "read_records" | "edit_records" | "erase_records" | "decide_leads" | "read_definitions" | "edit_definitions" | "publish_definitions" | "edit_settings" | "send" | "send_operational" | "approve" | "import" | "read_reports" | "query" | "export" | "read_sends" | "edit_suppressions" | "read_costs" | "edit_costs" | "edit_parked" | "read_users" | "edit_users" | "edit_keys" | "read_audit";
        /** @enum {string} */
        Role: "admin" | "marketer" | "sales" | "analyst";
        /** @description A contact's part in an opportunity. */
        RoleView: {
            contact: components["schemas"]["Reference"];
            primary: boolean;
            role: string;
        };
        RollBack: {
            /**
             * Format: int32
             * @description The version that becomes a new one.
             */
            version: number;
        };
        /** @description Which way a message would take now. */
        Route: {
            /** @description The rule that speaks for it, counted from 1; absent where the order decides. */
            rule?: number | null;
            /** @description The ways that are asked, in turn. */
            steps: components["schemas"]["RouteStepView"][];
            /** @description The way; absent when the message would wait. */
            way?: string | null;
        };
        RouteStepView: {
            reason?: string | null;
            /** @description As in the list of ways; `full` when its messages of today are used up. */
            state: string;
            takes: boolean;
            way: string;
        };
        /** @description Another time for a run that has not begun. */
        RunAgain: {
            /** @description At once where it has passed; at most a year ahead. */
            at: components["schemas"]["Timestamp"];
        };
        RunAt: {
            at?: components["schemas"]["Timestamp"] | null;
            /** @description Codes of preflight errors that it is started despite. */
            despite?: string[];
        };
        /** @description One sending of a batch program. */
        RunView: {
            at: components["schemas"]["Timestamp"];
            /**
             * Format: int64
             * @description Contacts in the frozen audience.
             */
            audience: number;
            /**
             * @description What stopped it by itself, `hard_bounces`, `content` or `complaints`: it goes on only in spite of that. Of one that is over,
             *     what came back too often; its program starts the next only despite that, for seven days. `released` when somebody
             *     has let it go on.
             */
            brake?: string | null;
            created_by?: string | null;
            id: string;
            program: string;
            /**
             * Format: double
             * @description Share of the audience that is done, 0–1.
             */
            progress: number;
            /** @description Why it is paused or was cancelled, or what came back when it was over. */
            reason?: string | null;
            /** @description Sends by state: queued, sent, held, failed, unknown … */
            sends: {
                [key: string]: number;
            };
            /** @description `scheduled`, `sending`, `paused`, `cancelled` or `finished`. */
            state: string;
            /** @description Whether variants are tried; what came of them is asked for by itself. */
            tests: boolean;
            /** @description What those that have not gone out wait for, the most first; empty when nothing waits. */
            waiting: components["schemas"]["RunWaits"][];
        };
        /** @description Sends of a run that wait for one thing. */
        RunWaits: {
            /** Format: int64 */
            count: number;
            next?: components["schemas"]["Timestamp"] | null;
            /** @description Of one of them. */
            reason?: string | null;
            /**
             * @description `way`: the way out is given a rest; `lane`: the receiving domain is slow, refuses or rests; `quota`: so much a
             *     second or a day; `warm_up`: the sender is new; `gate`: quiet hours and limits to one contact; `sender`: its domain
             *     is not verified; `retry`: the receiving server said later; `stopped`: being taken up again.
             */
            what: string;
        };
        /**
         * @description Parts of the score.
         * @enum {string}
         */
        ScorePart: "behaviour" | "fit" | "account" | "total";
        /** @description The three parts of a contact's score. Pure: a function of records, activities, the model and time. */
        Scores: {
            /** Format: int32 */
            account: number;
            /** Format: int32 */
            behaviour: number;
            /** Format: int32 */
            fit: number;
        };
        /** @description A part of the score lies within bounds, both included. */
        ScoreTest: {
            /** Format: int32 */
            at_least?: number | null;
            /** Format: int32 */
            at_most?: number | null;
            part: components["schemas"]["ScorePart"];
        };
        /** @description The score of a contact: behaviour (what it did), fit (who it is) and account (where it works). */
        ScoringModel: {
            account: components["schemas"]["PointsRule"][];
            /** Format: int32 */
            account_cap?: number;
            behaviour: components["schemas"]["BehaviourRule"][];
            /**
             * Format: int32
             * @description Upper bound of the sum of the behaviour rules; the lower bound is 0.
             */
            behaviour_cap?: number;
            fit: components["schemas"]["PointsRule"][];
            /** Format: int32 */
            fit_cap?: number;
            label: string;
            /**
             * Format: int32
             * @description Account scores at or over this make an account `target`.
             */
            target_account_at: number;
        };
        /** @description A live set of contacts. */
        Segment: {
            description?: string;
            filter: components["schemas"]["Filter"];
            label: string;
        };
        SegmentCount: {
            /** Format: int64 */
            count: number;
            /**
             * Format: double
             * @description Milliseconds taken.
             */
            ms: number;
            /**
             * Format: int64
             * @description Living contacts in all.
             */
            of: number;
            /** @description Some of them. */
            sample: components["schemas"]["ContactRow"][];
            /** @description The filter as one readable sentence. */
            sentence: string;
        };
        /** @description Whether a contact is in a segment, and why. */
        SegmentReason: {
            because: components["schemas"]["Explanation"];
            key: string;
            label: string;
            member: boolean;
        };
        /** @description A domain with what its DNS should hold and what it holds. */
        SenderDomain: components["schemas"]["SenderDomainRow"] & {
            allowed_at?: components["schemas"]["Timestamp"] | null;
            allowed_by?: string | null;
            created_at: components["schemas"]["Timestamp"];
            findings: components["schemas"]["DomainFinding"][];
            records: components["schemas"]["DnsRecord"][];
            reports: components["schemas"]["DmarcReports"];
            rules: components["schemas"]["SenderRule"][];
            /** @description What an SPF record has to hold so that it allows the mail server: `include:spf.example.net`. */
            spf?: string | null;
            state_at: components["schemas"]["Timestamp"];
        };
        /** @description What changes; absent fields stay. */
        SenderDomainChange: {
            /** @description Mail may leave although the domain is not verified. */
            allowed?: boolean | null;
            /** @description Empty takes it away. */
            spf?: string | null;
        };
        SenderDomainList: {
            items: components["schemas"]["SenderDomainRow"][];
        };
        /** @description A domain as it is listed. */
        SenderDomainRow: {
            advice: number;
            /** @description Mail may leave although it is not verified. */
            allowed: boolean;
            checked_at?: components["schemas"]["Timestamp"] | null;
            domain: string;
            /** @description `pending` until its key is found in DNS, then `verified`; `failed` once it is not found any more. */
            state: string;
            /** @description Findings that are wrong, and those that are only advice. */
            wrong: number;
        };
        /** @description What large receivers ask of who sends much. */
        SenderRule: {
            key: string;
            /** @description `gmail`, `yahoo`, `outlook`. */
            providers: string[];
            remedy: string;
            text: string;
            verdict: string;
        };
        /** @description Most marketing mails to one contact. */
        SendLimits: {
            /** @description Whether marketing mail needs recorded consent (opt-in) or only the absence of an objection. */
            consent_required?: boolean;
            /**
             * Format: int32
             * @description In a calendar day of the instance's zone.
             */
            per_day: number;
            /**
             * Format: int32
             * @description In any seven days.
             */
            per_week: number;
            /**
             * Format: int32
             * @description Nothing is sent from this hour to `quiet_to`, in the contact's zone; no quiet hours when equal.
             */
            quiet_from?: number;
            /** Format: int32 */
            quiet_to?: number;
        };
        /** @description Sends, the latest first, and how many stand in each state. */
        SendPage: {
            items: components["schemas"]["SendRow"][];
            next?: string | null;
            /**
             * @description Why sends of the run or program were held back or failed, whatever `state` and `reason` are: the 50 most
             *     frequent reasons, on the first page. Empty where neither is given.
             */
            reasons: components["schemas"]["ReasonCount"][];
            /** @description Whatever `state` is. */
            states: {
                [key: string]: number;
            };
            /** Format: int64 */
            total: number;
        };
        /** @description One message to one recipient. */
        SendRow: {
            address: string;
            contact?: components["schemas"]["Reference"] | null;
            created_at: components["schemas"]["Timestamp"];
            done_at?: components["schemas"]["Timestamp"] | null;
            email: string;
            email_label: string;
            id: string;
            program?: string | null;
            program_label?: string | null;
            /** @description Why it was held back or failed. */
            reason?: string | null;
            state: string;
            /** @description Key of the way out that it was handed to. */
            way?: string | null;
            /** @description What it is called; the key where there is no such way any more. */
            way_label?: string | null;
        };
        /** @description `first`, and strictly later, within N days of it, `then`. The window bounds `first`. */
        Sequence: {
            first: components["schemas"]["Matcher"];
            then: components["schemas"]["Matcher"];
            window?: components["schemas"]["Window"];
            /** Format: int32 */
            within_days: number;
        };
        /** @description What every page needs of the instance's settings. */
        SessionSettings: {
            /** @description Which roles need a second person. */
            approval: components["schemas"]["Approval"];
            /** @description How the company's mail looks. */
            brand: components["schemas"]["Brand"];
            channels: string[];
            company: string;
            /** @description Reporting currency. */
            currency: components["schemas"]["Currency"];
            /** @description `2026-01-31`. */
            go_live: string;
            /** @description Reasons that sales may choose from when rejecting or recycling. */
            rejection_reasons: string[];
            /** @description What recipients may choose to receive. */
            topics: components["schemas"]["Topic"][];
            /**
             * Format: int32
             * @description 1 Monday – 7 Sunday.
             */
            week_start: number;
            /** @description IANA zone of the instance's days. */
            zone: string;
        };
        /** @description Who is signed in and what they may do. */
        SessionView: {
            rights: components["schemas"]["Right"][];
            settings: components["schemas"]["SessionSettings"];
            user: components["schemas"]["UserView"];
            workspace: string;
        };
        /** @description What holds for the whole instance. */
        Settings: {
            approval?: components["schemas"]["Approval"];
            brand?: components["schemas"]["Brand"];
            business_hours: components["schemas"]["BusinessHours"];
            channels: string[];
            /** @description The company that runs the instance. */
            company: string;
            /** @description Reporting currency. */
            currency: components["schemas"]["Currency"];
            /**
             * Format: int32
             * @description 1–12.
             */
            fiscal_year_start: number;
            /** @description The day from which the instance's own numbers count; before it lies the baseline. */
            go_live: string;
            /** @description `2026-12-25`. */
            holidays?: string[];
            limits: components["schemas"]["SendLimits"];
            /** @description Sources (of leads) that make a deal marketing-sourced. */
            marketing_sources: string[];
            pace?: components["schemas"]["Pace"];
            /** @description Postal address, printed under marketing mail. */
            postal_address?: string;
            /** @description Where tracking links and unsubscribe pages are reached, `https://go.example.com`. */
            public_url: string;
            /** @description Dated rates into the reporting currency. */
            rates?: components["schemas"]["Rate"][];
            /** @description Reasons that sales may choose from when rejecting or recycling. */
            rejection_reasons: string[];
            sender_address: string;
            sender_name: string;
            /** @description What recipients may choose to receive, in the order in which they are asked. */
            topics?: components["schemas"]["Topic"][];
            tracking?: components["schemas"]["Tracking"];
            /**
             * Format: int32
             * @description 1 Monday – 7 Sunday.
             */
            week_start: number;
            /** @description IANA zone of the instance's days. */
            zone: string;
        };
        /** @enum {string} */
        Severity: "error" | "warning";
        Share: {
            /** Format: int64 */
            leads: number;
            /** Format: int64 */
            won: number;
        };
        /**
         * @description Why a hit is taken for what it is.
         * @enum {string}
         */
        Signal: "method" | "agent" | "network" | "apple_proxy" | "gmail_proxy" | "outlook_proxy" | "other_proxy" | "too_soon" | "burst" | "trap" | "crowd" | "early" | "pair" | "no_agent" | "old_browser" | "no_page" | "page";
        SignIn: {
            email: string;
            password: string;
        };
        /** @description A piece of MJML that emails share: each names it with `<mj-include path="snippet:key" />` and shows what it says now. */
        Snippet: {
            description?: string;
            label: string;
            /** @description Sections, columns, or what stands in a column. */
            mjml: string;
        };
        SqlQuery: {
            /** @description One SELECT. */
            sql: string;
        };
        Stage: {
            key: string;
            kind: components["schemas"]["StageKind"];
            label: string;
            /** @description On the success path (else a detour). */
            path?: boolean;
            /** Format: int32 */
            sla_hours?: number | null;
        };
        /**
         * @description What sets off a transition, besides its filter.
         * @enum {string}
         */
        StageCause: "filter" | "qualified" | "assigned" | "accepted" | "rejected" | "recycled" | "opportunity_opened" | "won" | "lost";
        /**
         * @description What a stage is for.
         * @enum {string}
         */
        StageKind: "inventory" | "gate" | "sla" | "terminal";
        /** @description The stage of the primary lead and how it came there. */
        StageReason: {
            because: string[];
            label: string;
            lead: string;
            since: components["schemas"]["Timestamp"];
            stage: string;
        };
        StageTime: {
            at: components["schemas"]["Timestamp"];
            key: string;
            label: string;
        };
        /** @description How many members stand in a status. */
        StatusCount: {
            key: string;
            label: string;
            /** Format: int64 */
            members: number;
            /** Format: int32 */
            step: number;
            success: boolean;
        };
        /** @description What a trigger program does, in order. */
        Step: {
            send: {
                email: string;
            };
        } | {
            /** Format: int32 */
            wait_hours: number;
        } | {
            /** @description A mail to a user about the contact. */
            alert: {
                text: string;
                to: components["schemas"]["AlertTo"];
            };
        } | {
            change: {
                field: string;
                value?: components["schemas"]["Value"];
            };
        } | {
            task: {
                text: string;
            };
        } | {
            add_to_list: string;
        };
        /** @description Since when and why an address is kept out. */
        Suppressed: {
            at: components["schemas"]["Timestamp"];
            reason: string;
        };
        /** @description Suppresses an address, or lifts one thing that is against it. */
        SuppressionChange: {
            address: string;
            kind: components["schemas"]["SuppressionKind"];
            /**
             * @description 1 to 200 characters, kept on the contact's timeline and in the audit trail. To lift an opt-out: where and how the
             *     recipient asked for mail again.
             */
            reason: string;
            /** @description Key of the topic, for an opt-out of that alone. */
            topic?: string | null;
        };
        /** @description Addresses that a mistake of a receiving server has made invalid. Besides `kind` something has to narrow them. */
        SuppressionFilter: {
            /** @description The address's domain, whole: `example.com` does not take in `mail.example.com`. */
            domain?: string | null;
            from?: components["schemas"]["Timestamp"] | null;
            /** @description `invalid`. What a person wants, or an admin has decided, is lifted one by one. */
            kind: components["schemas"]["SuppressionKind"];
            /** @description Words of the reason, as they stand there. */
            reason?: string | null;
            to?: components["schemas"]["Timestamp"] | null;
        };
        /**
         * @description What may happen to an address.
         * @enum {string}
         */
        SuppressionKind: "opt_out" | "invalid" | "blocked";
        /** @description An address that something is against. It is kept without a contact too. */
        SuppressionRow: {
            address: string;
            blocked?: components["schemas"]["Suppressed"] | null;
            /** @description The contacts that use it. */
            contacts: components["schemas"]["Reference"][];
            invalid?: components["schemas"]["Suppressed"] | null;
            opted_out?: components["schemas"]["Suppressed"] | null;
            topics: components["schemas"]["TopicOut"][];
        };
        /** @description Lifts what is against all addresses that match, or, without `count`, says what that would be. */
        SuppressionsLift: {
            /**
             * Format: int64
             * @description How many match, as the dry run has said it. When more do by now, nothing is lifted.
             */
            count?: number | null;
            filter: components["schemas"]["SuppressionFilter"];
            /** @description 1 to 200 characters, kept on the contacts' timelines and in the audit trail. A dry run needs none. */
            reason?: string;
        };
        /** @description What matches, and what was lifted of it. */
        SuppressionsLifted: {
            /**
             * Format: int64
             * @description Addresses that still match. When some do after lifting, time was over: ask again with this number.
             */
            left: number;
            /**
             * Format: int64
             * @description Addresses that get mail again; 0 in a dry run.
             */
            lifted: number;
            /**
             * Format: int64
             * @description Addresses that matched before. Those of erased contacts do not count: nobody knows them.
             */
            matching: number;
            /** @description Why they were suppressed, the 20 most frequent reasons, in a dry run. */
            reasons: components["schemas"]["ReasonCount"][];
            /** @description Some of them, in a dry run. */
            sample: components["schemas"]["SuppressionRow"][];
            /** @description Before when they were suppressed. Given back as the filter's `to`, what comes meanwhile is left alone. */
            to: components["schemas"]["Timestamp"];
        };
        /**
         * @description The tables that can be brought in.
         * @enum {string}
         */
        Table: "contacts" | "accounts" | "leads" | "opportunities" | "activities";
        /** @description The events are kept. */
        Taken: {
            success: boolean;
        };
        Target: string;
        /** @description A target as it is offered in a list. */
        TargetInfo: {
            /** @description In English; of fields their own label. */
            label: string;
            /** @description Its name in mappings. */
            target: components["schemas"]["Target"];
            type: components["schemas"]["FieldType"];
        };
        TestEmail: {
            /** @description As which contact would see it. */
            contact?: string | null;
            /** @description The draft instead of what is published. */
            draft?: boolean;
            /** @description One of the email's languages; the contact's when absent. */
            language?: string | null;
            /** @description One to five addresses. */
            to: string[];
        };
        TestSent: {
            problems: components["schemas"]["ProblemView"][];
            sent: string[];
        };
        /** @description How large a test has to be. */
        TestSize: {
            /**
             * Format: double
             * @description The smallest difference, as a part of the rate, that can be seen with `each`.
             */
            detectable?: number | null;
            /**
             * Format: int64
             * @description Contacts that each variant needs, with 5 % false alarms and 80 % of the true differences found.
             */
            needed?: number | null;
        };
        /**
         * @description How far a test has come.
         * @enum {string}
         */
        TestStateView: "sending" | "waiting" | "undecided" | "clear" | "leading" | "chosen" | "split";
        /** @description A test with what came of it so far. */
        TestView: {
            /** @description The variant that leads, clearly or not. */
            best?: string | null;
            by: components["schemas"]["Aim"];
            /**
             * Format: double
             * @description The chance of parts as uneven as these, where nothing went wrong.
             */
            evenness: number;
            holdout?: components["schemas"]["PartView"] | null;
            /** @description When the result is or was read. Before that it is too early to say anything. */
            read_at: components["schemas"]["Timestamp"];
            /**
             * Format: int32
             * @description Contacts that each variant must have reached.
             */
            sample: number;
            /**
             * Format: int32
             * @description Percent of the audience that tries the variants; absent when everybody does.
             */
            share?: number | null;
            state: components["schemas"]["TestStateView"];
            variants: components["schemas"]["VariantView"][];
            verdict: components["schemas"]["VerdictView"];
            /** @description The variant that the others get or got. */
            winner?: string | null;
        };
        /**
         * @description How much attention an account deserves.
         * @enum {string}
         */
        Tier: "named" | "target" | "non_icp";
        /** Format: date-time */
        Timestamp: string;
        /** @description What mail may be about, as recipients read it on the page where they choose. */
        Topic: {
            description?: string;
            key: string;
            label: string;
            /** @description What readers of other languages read instead, by language tag in lower case. */
            languages?: {
                [key: string]: components["schemas"]["TopicWords"];
            };
        };
        /** @description A topic that an address has opted out of. */
        TopicOut: {
            at: components["schemas"]["Timestamp"];
            key: string;
            label: string;
            reason: string;
        };
        /** @description A topic in another language. */
        TopicWords: {
            description?: string;
            label: string;
        };
        /** @description Whose opens and clicks are noted. Of all others nothing is kept; their links work all the same. */
        Tracking: "everyone" | "nobody" | {
            /** @description Contacts whose yes/no field of this key says yes. */
            agreed: string;
        };
        /** @description A way from one stage to another. */
        Transition: {
            /** @description From any of these; from every non-terminal stage when empty. */
            from?: string[];
            on: components["schemas"]["StageCause"];
            to: string;
            when?: components["schemas"]["Filter"];
        };
        /** @description An email's text in another language. Sender and defaults are the email's. */
        Translation: {
            mjml: string;
            preheader?: string;
            subject: string;
            /** @description Made from the HTML when empty. */
            text?: string;
        };
        /** @description When an activity occurs and a filter holds, do the steps. */
        TriggerProgram: {
            /**
             * Format: int32
             * @description Once for ever when absent, else once every N × 24 h.
             */
            every_days?: number | null;
            filter?: components["schemas"]["Filter"];
            steps: components["schemas"]["Step"][];
            when: components["schemas"]["Matcher"];
        };
        /** @enum {string} */
        Unclear: "leading" | "wait";
        Usage: {
            period: components["schemas"]["KpiPeriod"];
            teams: components["schemas"]["UsageRow"][];
            users: components["schemas"]["UsageRow"][];
        };
        UsageRow: {
            /** Format: int64 */
            emails_sent: number;
            /** @description Name of the user or team; empty for programs without an owner. */
            name: string;
            /** Format: int64 */
            quality_triggers: number;
            /**
             * Format: double
             * @description Triggered sends as a share of all.
             */
            triggered_share?: number | null;
        };
        UserList: {
            items: components["schemas"]["UserView"][];
        };
        /** @description What to change of a user; what is absent stays. A new password or role ends the user's sessions. */
        UserPatch: {
            active?: boolean | null;
            name?: string | null;
            password?: string | null;
            role?: components["schemas"]["Role"] | null;
            team?: string | null;
        };
        UserView: {
            active: boolean;
            created_at: components["schemas"]["Timestamp"];
            email: string;
            id: string;
            last_sign_in?: components["schemas"]["Timestamp"] | null;
            name: string;
            role: components["schemas"]["Role"];
            team: string;
        };
        Value: string | number | boolean | null | components["schemas"]["Money"];
        /** @description What one part of the audience gets. What is empty is as the program's email has it. */
        Variant: {
            /** @description Key of another email. */
            email?: string;
            from_address?: string;
            from_name?: string;
            /**
             * Format: int32
             * @description Hour of the day at which it goes out, 0–23, in the instance's zone; at once when absent.
             */
            hour?: number | null;
            key: string;
            label: string;
            subject?: string;
        };
        /** @description A test of variants. Each contact gets one of them, or nothing; never two. */
        VariantTest: {
            /**
             * Format: int32
             * @description Hours after the last variant went out at which the result is read and, where others wait for it, a winner chosen.
             */
            after_hours: number;
            /** @description What the best variant has most of. */
            by: components["schemas"]["Aim"];
            /**
             * Format: int32
             * @description Percent of the audience that gets nothing, to compare with.
             */
            holdout?: number;
            /**
             * Format: int32
             * @description Contacts that each variant must have reached before anything is concluded.
             */
            sample?: number;
            /**
             * Format: int32
             * @description Percent of the audience that tries the variants; the others get the winner. When absent everybody tries one.
             */
            share?: number | null;
            /** @description What the others get when no variant is clearly the best at its time. */
            unclear?: components["schemas"]["Unclear"];
            /** @description The first is what the others are compared with. */
            variants: components["schemas"]["Variant"][];
        };
        VariantView: components["schemas"]["PartView"] & {
            /**
             * Format: double
             * @description The chance to be the best; absent while it is too early to say.
             */
            chance?: number | null;
            /** Format: double */
            high: number;
            key: string;
            label: string;
            /**
             * Format: double
             * @description Holds the true value with 95 %.
             */
            low: number;
            /**
             * Format: double
             * @description What the variants are compared by: a rate, or money a contact.
             */
            value?: number | null;
        };
        /** @enum {string} */
        VerdictView: "too_early" | "uneven" | "unclear" | "clear";
        /**
         * @description What becomes of mail that waited while its program was stopped.
         * @enum {string}
         */
        WaitedMail: "send" | "drop";
        /** @description A sender domain that is made known slowly: so much on its first day, and more each day. */
        WarmUp: {
            /**
             * Format: int32
             * @description Messages on the first day.
             */
            first_day: number;
            /** @description The first day, `2026-12-01`. */
            from: string;
            /**
             * Format: int32
             * @description By how many percent each day has more than the one before.
             */
            growth: number;
            /** @description Domain of the sender. */
            sender: string;
            /**
             * Format: int32
             * @description From so many messages a day on, the sender is known and nothing is limited any more.
             */
            until: number;
        };
        /** @description A way out. Secrets are never shown. */
        Way: {
            enabled: boolean;
            /** @description From the command line, or built in: not changed here. */
            fixed: boolean;
            /** @description Where the provider's webhook reports to; absent for kinds that report by mail. */
            hook?: string | null;
            key: string;
            /** @description `smtp`, `ses`, `sendgrid`, `mailgun`, `postmark`, `sparkpost` or `outbox`. */
            kind: string;
            label: string;
            /**
             * Format: int64
             * @description Days begin at midnight UTC.
             */
            per_day?: number | null;
            /** Format: int64 */
            per_second?: number | null;
            reason?: string | null;
            /** @description Names of the secrets that it has. */
            secrets: string[];
            settings: {
                [key: string]: string;
            };
            /**
             * @description `ready`, `off`, `resting` (it could not be reached, or asked us to wait), `refused` (it refuses our account) or
             *     `broken` (it cannot work with what it has been told).
             */
            state: string;
            /**
             * Format: int64
             * @description Messages that went out by it today.
             */
            today: number;
        };
        WayAtRest: {
            key: string;
            label: string;
            reason?: string | null;
            /** @description `resting`, `refused` or `broken`. */
            state: string;
        };
        WayBack: {
            fails_since?: components["schemas"]["Timestamp"] | null;
            heard_at?: components["schemas"]["Timestamp"] | null;
            /**
             * @description `receiver` (our own SMTP server), `mailbox` (read over IMAP), `handed_in` (by the API or the command line) or
             *     `webhook` (of a provider).
             */
            kind: string;
            /** @description Of a webhook, what its way out is called. */
            label: string;
            /** @description The bounce domain, the mailbox, or the key of the way out. */
            name: string;
            reason?: string | null;
            worked_at?: components["schemas"]["Timestamp"] | null;
        };
        /** @description What a way is told. Secrets that are not among the settings stay as they are; empty ones are taken away. */
        WayChange: {
            enabled?: boolean;
            label: string;
            /** Format: int64 */
            per_day?: number | null;
            /** Format: int64 */
            per_second?: number | null;
            settings?: {
                [key: string]: string;
            };
        };
        /** @description Whether a way works. */
        WayCheck: {
            ok: boolean;
            /** @description What the server said, where it does not. */
            reason?: string | null;
        };
        WayField: {
            name: string;
            required: boolean;
            secret: boolean;
        };
        /** @description What a kind of way has to be told. */
        WayKindView: {
            fields: components["schemas"]["WayField"][];
            kind: string;
        };
        /** @description Every way out in order of preference, and what decides between them. */
        WayList: {
            items: components["schemas"]["Way"][];
            kinds: components["schemas"]["WayKindView"][];
            routing: components["schemas"]["WayRouting"];
        };
        /** @description Which way a message takes: the first rule that fits, else the order. */
        WayRouting: {
            /** @description Keys of ways, the preferred one first; those that are not named come last. */
            order: string[];
            rules: components["schemas"]["WayRule"][];
        };
        /** @description Messages that fit every condition given take these ways, the preferred one first. */
        WayRule: {
            /** @description Operational mail alone, or marketing alone. */
            operational?: boolean | null;
            /** @description Key of a program. */
            program?: string | null;
            recipient_domain?: string | null;
            sender_domain?: string | null;
            ways: string[];
        };
        /** @description How what comes back reaches us. */
        WaysBack: {
            /** @description The domain whose mail comes to us; without one, bounces go to the sender's address. */
            bounce_domain?: string | null;
            items: components["schemas"]["WayBack"][];
        };
        /** @description When. The start of a rolling window is open, its end closed: (now − length, now]. */
        Window: "ever" | {
            /**
             * Format: int32
             * @description The last N × 24 hours.
             */
            last_days: number;
        } | {
            /** Format: int32 */
            last_hours: number;
        } | {
            /** @description From an instant, included, to another, excluded. */
            between: {
                from: components["schemas"]["Timestamp"];
                to: components["schemas"]["Timestamp"];
            };
        } | {
            before: components["schemas"]["Timestamp"];
        } | {
            /** @description At the instant or later. */
            since: components["schemas"]["Timestamp"];
        } | "since_lead_start" | {
            /** @description The calendar unit that now lies in, in the instance's zone, up to now. */
            this: components["schemas"]["Calendar"];
        } | {
            /** @description The calendar unit before that, whole. */
            previous: components["schemas"]["Calendar"];
        } | {
            /** @description Since the contact last entered a segment that it is in, included; nothing when it is not in it. */
            since_segment: string;
        } | {
            /** @description Since the primary lead first entered a stage, included; nothing when it never did. */
            since_stage: string;
        };
        /** @description Clicks on a link in the messages of one version of an email in one language. */
        WordingCount: {
            /** Format: int64 */
            clicks: number;
            /** Format: int64 */
            contacts: number;
            /** @description Empty for the email's own. */
            language: string;
            places: components["schemas"]["PlaceCount"][];
            /**
             * Format: int64
             * @description 0 where it is not known: of clicks that were imported, or recorded before it was kept.
             */
            version: number;
        };
        /**
         * @description What to do about a lead that fails exactly here.
         * @enum {string}
         */
        WorkList: "enrich" | "warm_up" | "do_not_chase";
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_accounts: {
        parameters: {
            query?: {
                after?: string;
                /** @description 1 to 200, 50 when absent. */
                limit?: number;
                /** @description Is part of the name or the web domain. */
                q?: string;
                sort?: components["schemas"]["AccountSort"];
                tier?: components["schemas"]["Tier"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AccountRow"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_account: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_account: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_approvals: {
        parameters: {
            query?: {
                /** @description `waiting` when absent. */
                state?: "waiting" | "decided";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approvals"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalNote"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refuse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalNote"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_audit: {
        parameters: {
            query?: {
                /** @description Only this action: `session.created`, `definition.published` … */
                action?: string;
                after?: string;
                /** @description 1 to 200, 50 when absent. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AuditView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_contacts: {
        parameters: {
            query?: {
                after?: string;
                /** @description A filter as JSON text. */
                filter?: string;
                /** @description Id of an import: the contacts that it made, changed or found as they were. */
                import?: string;
                /** @description 1 to 200, 50 when absent. */
                limit?: number;
                /** @description Key of a list. */
                list?: string;
                /** @description Begins a name, company or e-mail address. */
                q?: string;
                /** @description Key of a published segment. */
                segment?: string;
                sort?: components["schemas"]["ContactSort"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ContactRow"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_contact: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewContact"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_contacts: {
        parameters: {
            query?: {
                after?: string;
                /** @description A filter as JSON text. */
                filter?: string;
                /** @description Id of an import: the contacts that it made, changed or found as they were. */
                import?: string;
                /** @description 1 to 200, 50 when absent. */
                limit?: number;
                /** @description Key of a list. */
                list?: string;
                /** @description Begins a name, company or e-mail address. */
                q?: string;
                /** @description Key of a published segment. */
                segment?: string;
                sort?: components["schemas"]["ContactSort"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_contact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    erase_contact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_contact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_consent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConsentChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    explain_contact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactExplanation"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    merge_contacts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeWith"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    preview_email: {
        parameters: {
            query: {
                /** @description Key of an email. */
                email: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RenderedEmail"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_timeline: {
        parameters: {
            query?: {
                after?: string;
                /** @description Only these kinds, separated by commas. */
                kind?: string;
                /** @description Only what happened in this lead's cycle: what names it, and what names none and lies between its start and end. */
                lead?: string;
                /** @description 1 to 200, 50 when absent. */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ActivityView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_costs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CostList"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_cost: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCost"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CostView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_cost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_cost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CostPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CostView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_definitions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: components["schemas"]["DefinitionKind"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DefinitionList"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_definition: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
                kind: components["schemas"]["DefinitionKind"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DefinitionView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    archive_definition: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
                kind: components["schemas"]["DefinitionKind"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishNote"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DefinitionView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_diff: {
        parameters: {
            query: {
                from: number;
                to: number;
            };
            header?: never;
            path: {
                key: string;
                kind: components["schemas"]["DefinitionKind"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DefinitionDiff"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_draft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
                kind: components["schemas"]["DefinitionKind"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftPut"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DefinitionView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    drop_draft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
                kind: components["schemas"]["DefinitionKind"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_history: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
                kind: components["schemas"]["DefinitionKind"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DefinitionHistory"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    publish_definition: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
                kind: components["schemas"]["DefinitionKind"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishNote"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DefinitionView"];
                };
            };
            /** @description A second person has to approve it first. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rehearse_definition: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
                kind: components["schemas"]["DefinitionKind"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RehearsalOf"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rehearsal"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    roll_back_definition: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
                kind: components["schemas"]["DefinitionKind"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RollBack"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DefinitionView"];
                };
            };
            /** @description A second person has to approve it first. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    hand_in_report: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "message/rfc822": string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DmarcReport"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_drawn_email: {
        parameters: {
            query?: {
                /** @description One of the version's languages; the email's own when absent or empty. */
                language?: string;
                /** @description Id of a run: with the snippets and the brand that it began with. As they are now when absent. */
                run?: string;
                /** @description The one in force when absent, else the last. */
                version?: number;
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DrawnEmail"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    preflight_email: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskPreflight"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preflight"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    send_test: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestEmail"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestSent"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    render_email: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenderEmail"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RenderedEmail"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_instance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-tar": string;
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_files: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileList"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    upload_file: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["FileForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_funnel: {
        parameters: {
            query?: {
                /** @description First day; 30 days before `to` when absent. */
                from?: string;
                /** @description Last day; today when absent. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Funnel"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_imports: {
        parameters: {
            query?: {
                /** @description The `next` of the page before. */
                after?: string;
                /** @description 1 to 200, 50 when absent. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ImportView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    upload_import: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ImportForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    dry_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_mapping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Mapping"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_rejected: {
        parameters: {
            query?: {
                /** @description Language of headings and reasons; that of `Accept-Language` when absent. */
                lang?: components["schemas"]["ReportLanguage"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    start_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportStart"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_warnings: {
        parameters: {
            query?: {
                /** @description Language of headings and reasons; that of `Accept-Language` when absent. */
                lang?: components["schemas"]["ReportLanguage"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyList"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewKey"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewKeySecret"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revoke_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_kpis: {
        parameters: {
            query?: {
                /** @description First day; 30 days before `to` when absent. */
                from?: string;
                /** @description Last day; today when absent. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KpiReport"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_kpi_rows: {
        parameters: {
            query?: {
                /** @description First day; 30 days before `to` when absent. */
                from?: string;
                /** @description Last day; today when absent. */
                to?: string;
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KpiRows"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_usage: {
        parameters: {
            query?: {
                /** @description First day; 30 days before `to` when absent. */
                from?: string;
                /** @description Last day; today when absent. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Usage"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_lanes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_leads: {
        parameters: {
            query?: {
                after?: string;
                /** @description 1 to 200, 50 when absent. */
                limit?: number;
                list?: components["schemas"]["LeadList"];
                /** @description `me`, or the id of a user: only what was handed to them. */
                owner?: string;
                /** @description Key of a stage. */
                stage?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_LeadRow"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_lead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decide_lead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeadDecision"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    hand_over_lead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_members: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactIds"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_members: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactIds"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_returned: {
        parameters: {
            query?: {
                after?: string;
                category?: string;
                /** @description Only what something followed from for the address. */
                followed?: boolean;
                /** @description `bounce`, `delayed`, `delivered`, `complaint`, `unsubscribe`, `auto_reply` or `not_for_us`. */
                kind?: string;
                /** @description 1 to 200, 50 when absent. */
                limit?: number;
                /** @description Begins the recipient's address. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ReturnedRow"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    hand_in: {
        parameters: {
            query?: {
                /** @description The address that the mail server took it for (RCPT TO), where it tells. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "message/rfc822": string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnedMessage"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_returned: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    undo_returned: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReturnedUndo"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnedUndone"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openapi_document: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_opportunities: {
        parameters: {
            query?: {
                after?: string;
                /** @description 1 to 200, 50 when absent. */
                limit?: number;
                outcome?: components["schemas"]["OpportunityOutcome"];
                /** @description Part of the name. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_OpportunityRow"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_opportunity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpportunityView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_outbox: {
        parameters: {
            query?: {
                /** @description The `next` of the page before. */
                after?: string;
                /** @description 1 to 200, 50 when absent. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_OutboxRow"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutboxMessage"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_message_attachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                place: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_message_html: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_parked: {
        parameters: {
            query?: {
                /** @description The `next` of the page before. */
                after?: string;
                /** @description 1 to 200, 50 when absent. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ParkedView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    drop_parked: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replay_parked: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_programs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgramList"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_program: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgramView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_audience: {
        parameters: {
            query?: {
                /** @description Key of another segment than the program's. */
                segment?: string;
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgramAudience"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_hits: {
        parameters: {
            query?: {
                after?: string;
                label?: "human" | "proxy" | "scanner" | "unknown";
                /** @description 1 to 200, 50 when absent. */
                limit?: number;
                run?: string;
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HitPage"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_program_members: {
        parameters: {
            query?: {
                after?: string;
                /** @description 1 to 200, 50 when absent. */
                limit?: number;
                /** @description Key of a status. */
                status?: string;
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ProgramMember"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    preflight_program: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preflight"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    release_program: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Release"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_results: {
        parameters: {
            query?: {
                /** @description Id of a run; everything that the program sent when absent. */
                run?: string;
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgramResults"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_results: {
        parameters: {
            query?: {
                /** @description Id of a run; everything that the program sent when absent. */
                run?: string;
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_result_contacts: {
        parameters: {
            query?: {
                after?: string;
                /** @description Why it came back, as the results name it. */
                cause?: string;
                /** @description `phone`, `tablet`, `computer` or `other`. */
                device?: string;
                /** @description Domain of the address. */
                domain?: string;
                /** @description Key of the email that the link stood in. */
                email?: string;
                /** @description Language of the message; empty for the email's own. */
                language?: string;
                /** @description 1 to 200, 50 when absent. */
                limit?: number;
                /** @description A link that they followed, as the results name it. */
                link?: string;
                outcome?: "sent" | "delivered" | "held" | "failed" | "bounced" | "opened" | "opened_all" | "clicked" | "clicked_all" | "unsubscribed" | "complained" | "converted";
                /** @description Which of the message's links it was, from 1; 0 where it is not known. */
                place?: number;
                run?: string;
                /** @description Key of a segment. */
                segment?: string;
                variant?: string;
                /** @description Version of that email; 0 where it is not known. */
                version?: number;
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ContactRow"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    start_run: {
        parameters: {
            query?: never;
            header?: {
                /** @description Whatever tells this request from others: up to 200 visible characters. Kept for as long as the run is. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RunAt"];
            };
        };
        responses: {
            /** @description It was started by an earlier request with this key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"];
                };
            };
            /** @description A second person has to approve it first. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    run_query: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SqlQuery"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueryResult"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_tables: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueryTables"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pause_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reschedule_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RunAgain"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resume_run: {
        parameters: {
            query?: {
                /** @description Go on although what came back has stopped it; it is not stopped again. */
                in_spite?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_test: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    choose_winner: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChooseWinner"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_members: {
        parameters: {
            query?: {
                /** @description The `next` of the page before. */
                after?: string;
                /** @description 1 to 200, 50 when absent. */
                limit?: number;
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ContactRow"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    count_segment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CountFilter"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SegmentCount"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_sender_domains: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SenderDomainList"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_sender_domain: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSenderDomain"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SenderDomain"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_sender_domain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                domain: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SenderDomain"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_sender_domain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                domain: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_sender_domain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                domain: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SenderDomainChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SenderDomain"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    check_sender_domain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                domain: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SenderDomain"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_sends: {
        parameters: {
            query?: {
                after?: string;
                /** @description Id of a contact. */
                contact?: string;
                /** @description Key of an email. */
                email?: string;
                /** @description 1 to 200, 50 when absent. */
                limit?: number;
                /** @description Key of a program. */
                program?: string;
                /** @description Held back or failed for this reason, word for word as `reasons` has it. Goes with `run` or `program`. */
                reason?: string;
                /** @description Id of a run of a program. */
                run?: string;
                /** @description `queued`, `leased`, `handing`, `sent`, `deferred`, `failed`, `unknown` or `held`. */
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendPage"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sign_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_suppressions: {
        parameters: {
            query?: {
                after?: string;
                /** @description The address's domain, whole: `example.com` does not take in `mail.example.com`. */
                domain?: string;
                /** @description Suppressed at this instant or later; goes with `kind`, as `to` and `reason` do. */
                from?: components["schemas"]["Timestamp"];
                kind?: components["schemas"]["SuppressionKind"];
                /** @description 1 to 200, 50 when absent. */
                limit?: number;
                /** @description Begins the address. */
                q?: string;
                /** @description Words of the reason, as they stand there. */
                reason?: string;
                /** @description Suppressed before this instant. */
                to?: components["schemas"]["Timestamp"];
                /** @description Key of a topic: who has opted out of it. */
                topic?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_SuppressionRow"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    suppress_address: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuppressionChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuppressionRow"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    lift_suppression: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuppressionChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuppressionRow"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    lift_matching: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuppressionsLift"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuppressionsLifted"];
                };
            };
            /** @description More match by now than were counted; nothing was lifted. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    test_size: {
        parameters: {
            query: {
                /** @description Contacts that each variant will reach. */
                each?: number;
                /** @description What difference should be seen, as a part of the rate: 0.2 for a fifth more. */
                lift: number;
                /** @description The rate that is usual, 0–1. */
                rate: number;
                /** @description How many variants, 2–6. */
                variants: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestSize"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_users: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserList"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUser"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_ways_back: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaysBack"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_ways: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WayList"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_way: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWayOut"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WayList"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_way: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WayChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WayList"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_way: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    check_way: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WayCheck"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_route: {
        parameters: {
            query?: {
                /** @description The sender's address or domain. */
                from?: string;
                /** @description Operational mail; marketing when absent. */
                operational?: boolean;
                /** @description Key of a program. */
                program?: string;
                /** @description The recipient's address or domain. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Route"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_routing: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WayRouting"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WayList"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description hash and ending */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    take_report: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider: string;
                way: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HookTaken"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    livez: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_preferences: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The database is away; ask again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_preferences: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The database is away; ask again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    follow_link: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    open_pixel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/gif": string;
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ask_unsubscribe: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The database is away; ask again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unsubscribe: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The database is away; ask again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    view_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    alias: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Taken"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    batch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Taken"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    group: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Taken"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    identify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Taken"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    page: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Taken"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    track: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Taken"];
                };
            };
            /** @description What is wrong, where, and what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
