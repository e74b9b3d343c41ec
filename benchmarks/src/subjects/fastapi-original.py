"""The original guide written out: a FastAPI tutor whose agent echoes."""

import os

import uvicorn
from fastapi import FastAPI, WebSocket, WebSocketDisconnect


class OrchestratorAgent:
    async def handle(self, message: str, websocket: WebSocket) -> None:
        await websocket.send_text(message)


class UserSession:
    def __init__(self, client_id: str) -> None:
        self.client_id = client_id
        self.orchestrator = OrchestratorAgent()

    async def handle_message(self, message: str, websocket: WebSocket) -> None:
        await self.orchestrator.handle(message, websocket)


class SessionManager:
    def __init__(self) -> None:
        self.sessions: dict[WebSocket, UserSession] = {}

    async def connect(self, websocket: WebSocket, client_id: str) -> UserSession:
        await websocket.accept()
        session = UserSession(client_id)
        self.sessions[websocket] = session
        return session

    def disconnect(self, websocket: WebSocket) -> None:
        del self.sessions[websocket]


app = FastAPI()
manager = SessionManager()


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    session = await manager.connect(websocket, client_id)
    try:
        while True:
            message = await websocket.receive_text()
            await session.handle_message(message, websocket)
    except WebSocketDisconnect:
        pass
    finally:
        manager.disconnect(websocket)


if __name__ == "__main__":
    uvicorn.run(
        app,
        host=os.environ["HOST"],
        port=int(os.environ["PORT"]),
        access_log=False,
        ws="websockets",
        ws_max_size=16 * 65_536,
        ws_per_message_deflate=False,
    )
