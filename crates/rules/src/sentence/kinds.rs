//! Known kinds of activity as what a contact "has …": a participle in each language.

use super::Lang;
use model::activity::kind::*;

const KINDS: &[(&str, [&str; 3])] = &[
    (PAGE_VIEWED, ["viewed a page", "visto una página", "sett en side"]),
    (SESSION, ["visited the website", "visitado el sitio web", "besøkt nettstedet"]),
    (FORM_SUBMITTED, ["submitted a form", "enviado un formulario", "sendt inn et skjema"]),
    (CONTENT_CONSUMED, ["consumed content", "consumido contenido", "brukt innhold"]),
    (WEBINAR_ATTENDED, ["attended a webinar", "asistido a un webinar", "deltatt på et webinar"]),
    (EVENT_ATTENDED, ["attended an event", "asistido a un evento", "deltatt på et arrangement"]),
    (INBOUND_TOUCH, ["answered marketing", "respondido a marketing", "svart på markedsføring"]),
    (EMAIL_OPENED, ["opened an email", "abierto un correo", "åpnet en e-post"]),
    (EMAIL_CLICKED, ["clicked in an email", "hecho clic en un correo", "klikket i en e-post"]),
    (PURCHASE, ["purchased", "comprado", "kjøpt"]),
    (CONVERSION, ["converted", "convertido", "konvertert"]),
    (UNSUBSCRIBED, ["unsubscribed", "cancelado la suscripción", "meldt seg av"]),
    (EMAIL_SENT, ["been sent an email", "recibido un envío de correo", "fått tilsendt en e-post"]),
    (EMAIL_HELD, ["had an email held back", "tenido un correo retenido", "fått en e-post holdt tilbake"]),
    (EMAIL_FAILED, ["had an email fail", "tenido un correo fallido", "hatt en e-post som feilet"]),
    (EMAIL_BOUNCED, ["had an email bounce", "tenido un correo devuelto", "hatt en e-post i retur"]),
    (EMAIL_COMPLAINED, ["called an email spam", "marcado un correo como spam", "merket en e-post som søppelpost"]),
    (
        EMAIL_FETCHED,
        [
            "had an email fetched by software",
            "tenido un correo leído por un programa",
            "fått en e-post hentet av programvare",
        ],
    ),
    (OUTBOUND_TOUCH, ["been contacted", "sido contactado", "blitt kontaktet"]),
    (FIELD_CHANGED, ["had a field changed", "tenido un campo modificado", "fått et felt endret"]),
    (STAGE_CHANGED, ["changed stage", "cambiado de etapa", "skiftet steg"]),
    (LEAD_CREATED, ["become a lead", "pasado a ser un lead", "blitt et lead"]),
    (LEAD_QUALIFIED, ["become an AQL", "pasado a ser un AQL", "blitt en AQL"]),
    (LEAD_ASSIGNED, ["been handed to sales", "sido entregado a ventas", "blitt overlevert til salg"]),
    (LEAD_ACCEPTED, ["been accepted by sales", "sido aceptado por ventas", "blitt godtatt av salg"]),
    (LEAD_REJECTED, ["been rejected by sales", "sido rechazado por ventas", "blitt avvist av salg"]),
    (LEAD_RECYCLED, ["been recycled by sales", "sido reciclado por ventas", "blitt sendt tilbake av salg"]),
    (LEAD_CLOSED, ["had a lead closed", "tenido un lead cerrado", "fått et lead lukket"]),
    (
        OPPORTUNITY_OPENED,
        ["had an opportunity opened", "tenido una oportunidad abierta", "fått en salgsmulighet åpnet"],
    ),
    (
        OPPORTUNITY_WON,
        ["had an opportunity won", "tenido una oportunidad ganada", "hatt en salgsmulighet som ble vunnet"],
    ),
    (
        OPPORTUNITY_LOST,
        ["had an opportunity lost", "tenido una oportunidad perdida", "hatt en salgsmulighet som ble tapt"],
    ),
    (CONSENT_GIVEN, ["given consent", "dado su consentimiento", "gitt samtykke"]),
    (CONSENT_WITHDRAWN, ["withdrawn consent", "retirado su consentimiento", "trukket samtykket"]),
    (MERGED, ["been merged", "sido fusionado", "blitt slått sammen"]),
    (IDENTIFIED, ["identified a browser", "identificado un navegador", "identifisert en nettleser"]),
    (LIST_JOINED, ["joined a list", "entrado en una lista", "kommet på en liste"]),
    (LIST_LEFT, ["left a list", "salido de una lista", "forlatt en liste"]),
    (ADDRESS_SUPPRESSED, ["had an address suppressed", "tenido una dirección suprimida", "fått en adresse sperret"]),
    (ADDRESS_LIFTED, ["had a suppression lifted", "tenido una supresión levantada", "fått en sperre opphevet"]),
    (PROGRAM_JOINED, ["joined a program", "entrado en un programa", "kommet inn i et program"]),
    (
        PROGRAM_STATUS,
        ["changed status in a program", "cambiado de estado en un programa", "skiftet status i et program"],
    ),
    (PROGRAM_ACTED, ["been reached by a program", "sido tratado por un programa", "blitt nådd av et program"]),
    (NURTURE_EXHAUSTED, ["run out of content", "agotado el contenido", "gått tom for innhold"]),
    (TASK_CREATED, ["given rise to a task", "dado lugar a una tarea", "gitt opphav til en oppgave"]),
    (ALERT_SENT, ["given rise to an alert", "dado lugar a un aviso", "gitt opphav til et varsel"]),
    (SALES_CALL, ["had a sales call", "recibido una llamada de ventas", "hatt en salgssamtale"]),
    (SALES_EMAIL, ["had an email from sales", "recibido un correo de ventas", "fått en e-post fra salg"]),
    (SALES_MEETING, ["had a sales meeting", "tenido una reunión de ventas", "hatt et salgsmøte"]),
    (SALES_DEMO, ["had a sales demo", "tenido una demo de ventas", "hatt en salgsdemo"]),
];

/// What a contact "has …" when an activity of this kind happened; `None` for a custom event.
pub fn kind_phrase(kind: &str, lang: Lang) -> Option<&'static str> {
    KINDS.iter().find(|(known, _)| *known == kind).map(|(_, phrases)| phrases[lang as usize])
}
